//! "It failed because you …", "you …, and that's why": the reader's act as the cause.

use crate::finding::Label;
use crate::language::Language;
use crate::rules::Rule;

pub const RULE: Rule = Rule {
    name: "because_you",
    label: Label::Blame,
    language: Language::English,
    patterns: &[
        "because you (simply|just|once again|again|also|only|accidentally|first|had|'d)? !asked|told|wrote|mentioned|reported|called|rang|said|noticed|needed|wanted|helped|had|have|got|received|heard|worked|used|moved|joined|registered|applied|replied|answered|signed|started|warned|spotted|found|shared|preferred|liked|requested|ordered|showed|agreed|described|offered|raised|travelled|returned|retired|lost|explained|sounded|seemed|complained|pointed|hoped|hope|meant|paid|saved|allowed|kindly|already #past|#pp|@act.past|@act.pp|@fault.past|put|left|let|kept|went|held|hung|stood|hit|tore|bent|wore|swam|slept|flew ...",
        "(this|that|it|which) (is|was|'s|happened|broke|failed|stopped|came back|went wrong|got lost) (only|just|simply|all)? because you !asked|told|wrote|mentioned|reported|called|rang|said|noticed|needed|wanted|helped|had|have|got|received|heard|worked|used|moved|joined|registered|applied|replied|answered|signed|started|warned|spotted|found|shared|preferred|liked|requested|ordered|showed|agreed|described|offered|raised|travelled|returned|retired|lost|explained|sounded|seemed|complained|pointed|hoped|hope|meant|paid|saved|allowed|kindly|already #past|#pp|@act.past|did|put|left|let|kept|went ...",
        "-@if|what|why|where|everything|all|sorry you (have|had|simply|just|also)? !asked|told|wrote|mentioned|reported|called|rang|said|noticed|needed|wanted|helped|had|have|got|received|heard|worked|used|moved|joined|registered|applied|replied|answered|signed|started|warned|spotted|found|shared|preferred|liked|requested|ordered|showed|agreed|described|offered|raised|travelled|returned|retired|lost|explained|sounded|seemed|complained|pointed|hoped|hope|meant|paid|saved|allowed|kindly|already #past|@act.past|@fault.past|put|left|let|kept|hung|held|hit ..9 , (and|so|which) (that|this)? is|'s|was (exactly|also)? (why|how|what|when|where|because) ...",
        "-@if|what|why|where|everything|all|sorry you (have|had|simply|just|also)? !asked|told|wrote|mentioned|reported|called|rang|said|noticed|needed|wanted|helped|had|have|got|received|heard|worked|used|moved|joined|registered|applied|replied|answered|signed|started|warned|spotted|found|shared|preferred|liked|requested|ordered|showed|agreed|described|offered|raised|travelled|returned|retired|lost|explained|sounded|seemed|complained|pointed|hoped|hope|meant|paid|saved|allowed|kindly|already #past|@act.past|@fault.past|put|left|let|kept|hung|held|hit ..9 (and|so|hence) (that|this) is|'s|was (exactly|also)? (why|how|what|when|where|because) ...",
        "-@if|what|why|where|everything|all|sorry you (have|had|simply|just|also)? !asked|told|wrote|mentioned|reported|called|rang|said|noticed|needed|wanted|helped|had|have|got|received|heard|worked|used|moved|joined|registered|applied|replied|answered|signed|started|warned|spotted|found|shared|preferred|liked|requested|ordered|showed|agreed|described|offered|raised|travelled|returned|retired|lost|explained|sounded|seemed|complained|pointed|hoped|hope|meant|paid|saved|allowed|kindly|already #past|@act.past|@fault.past|put|left|let|kept|hung|held|hit ..9 , (so of course|no wonder|and then you wonder|and now you|and now we|so now we|and now i|so now i|and now nobody|and now the ..2) ...",
        "you !asked|told|wrote|mentioned|reported|called|rang|said|noticed|needed|wanted|helped|had|have|got|received|heard|worked|used|moved|joined|registered|applied|replied|answered|signed|started|warned|spotted|found|shared|preferred|liked|requested|ordered|showed|agreed|described|offered|raised|travelled|returned|retired|lost|explained|sounded|seemed|complained|pointed|hoped|hope|meant|paid|saved|allowed|kindly|already #past|@act.past|put|left|let|filled|handed|brought|sent|returned|gave ..5 (far|much|a|one|two|three|four|five|several|six)? (too late|days late|weeks late|month late|week late|day late|months late|at the last (minute|moment)|on the last day|the wrong way (round|around)|upside down|back to front|inside out|instead of #ing|without (looking|thinking|reading|checking|asking|telling|saving|a backup|permission|a word)) ...",
    ],
    unless: &[
        "because you (are|were|had)",
        "(if|unless|in case|sorry|thank|thanks|good|glad|right|luckily)",
        "because you asked|told|wrote",
        "not ..1 because you",
        "you filled (it|the form|them|everything) (in|out) ..3 (, so we|and)",
        "that is why (i|we)",
        "so (i|we) (have|am|are|will|put|made|sent|looked|moved|kept)",
    ],
    reason: "It makes the reader's act the cause, and them the guilty one.",
    suggestion: "Name what the thing needs: \"The lid has to be closed before it prints.\"",
    hits: &[
        "The disk filled up because you stored your holiday pictures on it.",
        "You pressed the button three times, and that's why there are three orders.",
        "You typed the address with a comma in it, so of course it came back.",
        "You hung the tablet on a radiator, and that's what killed the battery.",
        "You handed in the form two weeks late.",
        "It failed because you closed the lid.",
        "You shut it down without saving.",
    ],
    near_misses: &[
        "I did it because you asked for it.",
        "You asked on Monday, and that's why I came today.",
        "It isn't because you pressed anything.",
        "We kept it since you needed it in May.",
        "If it failed because you closed the lid, open it and wait.",
        "You ordered two, and that's why there are two boxes.",
        "You called at noon, so I looked at once.",
        "It stopped because the disk was full.",
    ],
};
