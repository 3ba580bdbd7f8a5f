//! "Hereby", "aforementioned": the words of contracts.

use crate::finding::Label;
use crate::language::Language;
use crate::rules::Rule;

pub const RULE: Rule = Rule {
    name: "archaic",
    label: Label::Legalistic,
    language: Language::English,
    patterns: &[
        "hereby|herewith|hereinafter|hereunder|heretofore|hereto|hereof|herein|thereof|thereto|therein|thereunder|thereby|therefrom|therewith|thereafter|whereby|wherein|whereof|whereupon|whereunder|aforementioned|aforesaid|abovementioned|undersigned|henceforth|forthwith|notwithstanding|inter-alia|hitherto|thenceforth|ipso|bona|viz|vis-a-vis|mutatis|theretofore|whatsoever|howsoever|witnesseth",
        "(above mentioned|above named|above referenced|above cited|below mentioned|the said|said (device|equipment|request|user|account|policy|folder|person|document|ticket|item|party)|the same shall|aforementioned|of even date|inter alia|mutatis mutandis|prima facie|ex officio|pro rata|in lieu of|in witness|in perpetuity|ipso facto|bona fide|force majeure|vis a vis|de jure|quid pro quo)",
        "(pursuant to|in pursuance of|by virtue of|further to|with reference to|with regard to your|in respect of|in relation to your|under the provisions of|subject to the provisions|in furtherance of|in connection with your|as referenced in|re your) (the|this|that|our|your|section|clause|article|paragraph|policy|regulation|directive|#word|#num) ...",
        "(in accordance|in compliance|in conformity|in line|in keeping|consistent|compliant) with (the|our|this|section|clause|article|paragraph|all|applicable|company|corporate|it|internal|university|gdpr|data|policy|regulation|regulations|policies|acceptable|existing|current|relevant|established|standard|#cap|§) ...",
        "as (per|stipulated|set forth|set out|provided for|prescribed|laid down|mandated|specified|defined|required) (in|by|under|the|our|your|section|policy|clause|regulation|article|company|above|it|law|agreement) ...",
    ],
    unless: &[
        "nothing whatsoever",
        "as per (your|our|the) (mail|email|call|chat|phone|message|conversation|talk|wish|request)",
        "no ..3 whatsoever",
        "none whatsoever",
        "as required by the (printer|program|form)",
        "as (defined|specified|set out) in (the|your) (template|picture|example|table)",
        "herein lies",
    ],
    reason: "It sounds like a contract, not like a person.",
    suggestion: "Use the everyday word, or leave it out.",
    hits: &[
        "We hereby confirm the change.",
        "Access to the aforementioned folder is closed.",
        "Pursuant to section 4.2 it is not allowed.",
        "In accordance with the policy, accounts are closed.",
        "As stipulated in the agreement, the loan ends.",
        "The undersigned will inform you.",
        "Please find herewith the form.",
        "As per policy, it must be returned.",
    ],
    near_misses: &[
        "As per your mail, I've added Anna.",
        "I'm here to help.",
        "The folder you mentioned is back.",
        "Section 4 of the form is blank.",
        "It is against our rules, because the data could leak.",
        "Where is the printer?",
        "As you asked, I moved the folder.",
        "The policy is on the second page.",
        "Under the desk you'll find the box.",
        "The form is in the tray.",
    ],
};
