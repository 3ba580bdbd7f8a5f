//! English classes and verbs.

use super::inflect::{self, Forms};
use super::{Lexicon, looks};
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

const CLASSES: &[(&str, &str)] = &[
    ("conjunction", "and but so because which while whereas although though then or until"),
    (
        "if",
        "if when whether unless once in before after until should where whenever wherever case sure sorry can did do have",
    ),
    ("be", "be is are was were am been being 's"),
    ("not", "not never no hardly n't"),
    ("modal", "can could may might must shall should will would ought 'd"),
    ("we", "we i"),
    ("our", "our my"),
    ("det", "the a an this that these those your our my his her their its some any every each no"),
    (
        "team",
        "team teams department departments people guys lot folks staff colleague colleagues crew office group shift \
         gang bunch desk side hotline helpdesk management users faculty school ward lab branch unit division",
    ),
    (
        "dept",
        "hr facilities accounts accounting finance reception purchasing procurement marketing sales payroll \
         networking legal logistics maintenance housekeeping management operations admissions",
    ),
    (
        "role",
        "manager boss supervisor colleague assistant secretary intern trainee apprentice predecessor technician admin \
         administrator teacher user nurse cleaner caretaker electrician contractor consultant engineer developer \
         director head receptionist student temp coworker co-worker janitor accountant clerk plumber builder \
         driver courier vendor supplier provider agency",
    ),
    (
        "people",
        "@team @dept @role teachers student students pupil pupils cleaners contractors visitor visitors mover movers \
         nurses doctor doctors builders electricians child children kids parents guest guests volunteer volunteers \
         drivers interns apprentices trainees technicians admins developers engineers consultants secretaries \
         librarian librarians porter porters council board committee managers predecessors successor owner landlord \
         installer installers fitter fitters organiser organisers chef cook kitchen warehouse registry treasurer \
         headmaster headteacher dean mayor clerks designer designers caterers planner planners warden wardens \
         gardener gardeners legal choir band club painters caterers sacristan sexton vicar orchestra firm company \
         workers workmen scaffolders plumbers carpenters decorators roofers removers neighbours tenants pupils \
         trainer trainers coach tutor tutors professor professors examiner examiners registrar accountants lawyers museum library theatre theater church university hospital clinic hotel bank \
         agents agent kindergarten nursery college archive estate",
    ),
    ("who", "he she they somebody someone whoever nobody who everyone everybody"),
    (
        "month",
        "january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec",
    ),
    (
        "day",
        "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun",
    ),
    (
        "numeral",
        "one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty sixty ninety a an half",
    ),
    (
        "ordinal",
        "first second third fourth fifth sixth seventh tenth last hundredth umpteenth nth millionth thousandth 2nd 3rd 4th 5th 6th 10th 100th",
    ),
    ("times", "several many countless numerous two three four five ten a"),
    ("wrong", "wrong incorrect invalid false faulty bad incomplete outdated unsupported"),
    ("wrongly", "wrongly incorrectly badly carelessly improperly wrong"),
    (
        "product",
        "outlook windows excel word teams chrome firefox edge zoom sharepoint onedrive google microsoft apple adobe \
         android iphone ipad mac office linux safari powerpoint acrobat dropbox slack webex java skype \
         sap citrix exchange azure thunderbird libreoffice moodle onenote",
    ),
    (
        "pet",
        "dear sweetheart honey love darling sweetie buddy sunshine kiddo sonny mate pal princess champ deary hun",
    ),
    (
        "insult",
        "idiot idiots moron morons imbecile fool fools clown clowns dimwit dummy dunce halfwit muppet muppets \
         numbskull simpleton cretin jerk jerks twit prat numpty nitwit blockhead ignoramus crybaby",
    ),
    (
        "insulting",
        "stupid dumb idiotic moronic clueless incompetent pathetic brainless braindead lazy ignorant \
         dense hopeless hysterical ridiculous laughable thick gormless useless unbearable obnoxious \
         insufferable dim childish embarrassing",
    ),
    (
        "swear",
        "crap bullshit shit shitty fuck fucking fucked goddamn damn damned bloody bollocks arse asshole ass \
         bastard wtf ffs stfu piss pissed sodding freaking frigging effing",
    ),
    ("sure", "totally completely absolutely entirely perfectly fully utterly hundred-percent"),
    (
        "safe",
        "safe secure certain sure harmless impossible impenetrable unbreakable bulletproof risk-free reliable \
         fine correct foolproof watertight safe-proof error-free virus-free trouble-free harmless",
    ),
    (
        "talk",
        "said explained told mentioned stated written wrote noted pointed communicated described indicated \
         informed announced outlined say discussed emphasised stressed instructed advised clarified",
    ),
    ("knowing", "know realise realize understand see remember agree imagine notice appreciate"),
    ("clear", "clearly plainly explicitly unmistakably obviously"),
    ("prep", "of in on at for from with by to about over under into"),
    ("pronoun", "i you he she it we they"),
    ("polite", "please kindly"),
    ("relative", "that which who"),
    ("thing", "it this that everything"),
    ("often", "always never constantly forever perpetually continually"),
];

/// Verbs of everyday and of the trade: `base` or `base/past/participle`; `+` doubles the last letter.
const VERBS: &str = "accept access activate add adjust agree allow answer apologise apologize appear apply approve \
    archive arrange arrive ask assign assume attach attend avoid back bear/bore/borne become/became/become \
    begin+/began/begun believe block book boot borrow break/broke/broken bring/brought browse build/built \
    buy/bought call cancel care carry catch/caught cause change charge charm chase check choose/chose/chosen claim clean \
    clear click close collect come/came/come compare complain complete configure confirm connect contact continue \
    convert copy correct count cover crash create cut+/cut dead deal/dealt decide delete deliver depend describe \
    detect dial disable disappear disconnect discuss dismantle do/did/done double download drag+ draw/drew/drawn drive/drove/driven drop+ \
    eat/ate/eaten edit eject email empty enable encrypt end enjoy ensure enter escalate examine exchange exit expect \
    expire explain export extend fail fall/fell/fallen fan+ feed/fed feel/felt fetch file fill find/found finish fit+ \
    fix flash fly/flew/flown follow force forget+/forgot/forgotten format+ forward free freeze/froze/frozen get+/got \
    give/gave/given go/went/gone google grant grow/grew/grown guess hand handle hang/hung happen have/had hear/heard \
    help hide/hid/hidden hit+/hit hold/held hope identify ignore import improve include inform insert inspect \
    install investigate invite join jot+ jump keep/kept kick kill know/knew/known last launch lay/laid lead/led leave/left \
    lend/lent let+/let lie lift like link list+ listen load locate lock log+ look lose/lost mail make/made manage mark \
    matter mean/meant measure meet/met mention merge migrate mind miss monitor mount move mute name need note notice \
    offer open order organise organize overwrite/overwrote/overwritten own pack park pass paste pay/paid pick ping place \
    plan+ play plug+ point post power prefer+ prepare press prevent print proceed produce promise provide publish pull \
    push put+/put query quote raise reach read/read reboot rebuild/rebuilt receive reckon recommend reconnect record recover \
    redirect reduce refresh refuse regret+ reinstall reject release reload remain remember remind remove rename renew \
    reopen repair repeat replace reply report request require reschedule reset+/reset resolve restart restore retry \
    return review rewrite/rewrote/rewritten ring/rang/rung roll rotate run+/ran/run save say/said scan+ schedule scroll search \
    see/saw/seen seem select send/sent separate serve set+/set settle set-up share shift ship+ show/showed/shown shut+/shut sign \
    sit+/sat skip+ sleep/slept solve sort sound speak/spoke/spoken spend/spent split+/split squeeze stand/stood start stay steal/stole/stolen \
    step+ stick/stuck stop+ store submit+ suggest supply support suppose swap+ swipe switch sync tag+ take/took/taken talk \
    tap+ teach/taught tell/told terminate test thank think/thought throw/threw/thrown tick tidy tie touch trace track \
    train transfer+ translate transmit+ travel treat trigger trust try turn type unblock understand/understood undo/undid/undone \
    uninstall unlock unplug+ update upgrade upload use verify view visit wait wake/woke/woken walk want warn watch wear/wore/worn \
    whitelist wipe wish wonder work worry wrap+ write/wrote/written ring yield hover highlight invoice pop+ raise resend/resent rerun+/reran/rerun retype \
    pour nudge hook fold post peel shake/shook/shaken blow/blew/blown hear glance enquire inquire chase liaise escalate";

/// Groups of verbs that rules are about.
const GROUPS: &[(&str, &str)] = &[
    // What one does to a thing or to others by carelessness.
    (
        "fault",
        "break/broke/broken delete forget+/forgot/forgotten ignore ruin lose/lost misread/misread mistype misspell \
         misconfigure misuse mishandle mislay/mislaid misplace neglect overlook damage destroy overwrite/overwrote/overwritten \
         botch bungle fumble muddle garble spill smash crack scratch infect corrupt disregard omit+ wreck trash mangle drown erase \
         miskey jumble scramble bodge misfile misinform forgo violate \
         miswire mismanage mislabel misprint misroute mistranslate misdirect misdial misjudge miscount",
    ),
    // With `up`.
    ("messup", "mess screw cock foul muck botch stuff balls louse bungle"),
    // Acts that blame only with a hint of wrong.
    (
        "act",
        "choose/chose/chosen click press use type pick select enter install open send/sent give/gave/given set+/set \
         plug+ connect put+/put save upload attach fill write/wrote/written download order report dial copy paste tick assign \
         change move rename format+ forward share pull push remove unplug+ disable edit insert configure switch turn print provide \
         log+ take/took/taken book submit+ run+/ran/run do/did/done buy/bought delete load tell/told wire hand post reply update scan+ cut+/cut bring/brought",
    ),
    // What a careful reader is told to have done.
    (
        "duty",
        "ask call check read/read tell/told save report know/knew/known notice follow listen look inform contact \
         test think/thought wait back mention warn pay/paid plan+ prepare learn book bring/brought reply answer \
         raise let+/let log+ order say/said write/wrote/written remember realise realize google attend come/came/come \
         speak/spoke/spoken request consult double-check keep/kept update return lock try use do/did/done bother stop+ take/took/taken \
         see/saw/seen submit+ renew charge fill confirm verify restart sign close start mark label clean apply register approve \
         understand/understood consider respond plug+ involve turn switch send/sent change complete lock give/gave/given leave/left put+/put",
    ),
    (
        "whine",
        "whine whinge complain moan bother waste pester nag+ cry bug+ annoy harass spam+ shout yell pretend \
         panic fuss bitch grumble sulk bleat winge hassle",
    ),
    (
        "tell",
        "let+/let tell/told ask call ring/rang/rung reply say/said write/wrote/written shout drop+ give/gave/given come/came/come \
         bring/brought send/sent knock answer mail email text ping leave/left forward pop+ hit+/hit hand mention wave contact phone holler enjoy keep/kept",
    ),
    (
        "help",
        "help fix look check repair replace sort bring/brought send/sent order install set+/set restore reset+/reset",
    ),
];

const NUMBERS: &str = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen \
    seventeen eighteen nineteen twenty thirty forty fifty sixty hundred thousand dozen";

/// Pieces that several rules share; a pattern writes them as `%name`.
const FRAGMENTS: &[(&str, &str)] = &[
    (
        "again",
        "(has|have|had|again|obviously|clearly|apparently|simply|just|also|really / must have / once again / yet again)?",
    ),
    (
        "failed",
        "(@fault.past|@fault.pp / @messup.past up / messed|screwed ..3 up / let ..3 down|expire|lapse / dropped the ball / \
         made a|another|the mistake|mess|error / got it|this wrong / gave ..3 wrong / caused / failed|neglected to / \
         did not tell|bother|inform|read|check|do|follow|test|think|plan|update|pass|say|warn|finish|answer|reply|order|renew|listen|care|ask|look / \
         do|does not care|listen|read|answer|reply|know|bother|think|check|test|talk / \
         never @duty|@duty.s|@duty.past|#past|get|gets|got|do|does|think|thinks|deliver|delivers|learn|learns|clean|cleans|order|orders|close|closes|answer|answers / \
         should|ought to? have / could have told|asked|checked|warned|known / should not have / \
         always wait|waits|forget|forgets|break|breaks|leave|leaves|ignore|ignores|come|comes|change|changes|miss|misses|lose|loses / \
         always do|does this|that / keep|keeps #ing / can|could not be bothered / \
         was|were|is|are sleeping|asleep|careless|sloppy|incompetent|dragging|useless / was|were|is|are too lazy|slow / \
         was|were|is|are responsible for this|the / was|were|is|are to blame / \
         took ages|forever / took too long / took their|its time / sat on / ignored / unplugged|changed ..4 without)",
    ),
];

/// A pattern with its fragments written out.
pub fn expand(pattern: &str) -> Cow<'_, str> {
    if !pattern.contains('%') {
        return Cow::Borrowed(pattern);
    }
    let mut expanded = pattern.to_owned();
    for (name, text) in FRAGMENTS {
        expanded = expanded.replace(&format!("%{name}"), text);
    }
    Cow::Owned(expanded)
}

/// Capitalised words that are no person's name, so that they are known.
const COMMON: &str = "the a an i it we you he she they this that these those here there please thank thanks hello hi hey \
    dear good sorry yes no not if when while since because although though as at by for from in into of on onto or over per so than \
    then to under up upon via with without within what which who whom whose why how where whether and but nor yet also again \
    all any both each either every few many more most much neither nobody none nothing one other others same several some such \
    somebody someone something anybody anyone anything everybody everyone everything just only even still already \
    always never often sometimes usually maybe perhaps once twice now today tomorrow yesterday tonight morning afternoon evening \
    night week month year hour hours minute minutes day days noon midnight weekend soon later before after until till during \
    english german french european american pc it vpn pdf url usb ok okay mr mrs ms dr next last until till glad happy great fine \
    could would should can may might must will shall do does did have has had is are was were be been being am let's lets \
    my your our his her its their mine yours ours me us him them myself yourself update updates version server laptop printer \
    screen mail email password account phone desk ticket file folder button page link note subject re fwd hr";

/// Forms of a known verb; of other words the plural, the singular and the regular endings of verbs.
pub fn forms(word: &str, is_short: bool) -> Vec<String> {
    static FAMILIES: LazyLock<HashMap<String, Vec<String>>> = LazyLock::new(|| {
        let mut families: HashMap<String, Vec<String>> = HashMap::new();
        let groups = GROUPS.iter().map(|(_, verbs)| *verbs);
        for verb in std::iter::once(VERBS).chain(groups).flat_map(str::split_whitespace) {
            let Forms { base, third, past, participle, gerund } = inflect::english(verb);
            let family = vec![base, third, past, participle, gerund];
            for form in &family {
                families.entry(form.clone()).or_insert_with(|| family.clone());
            }
        }
        families
    });
    if let Some(family) = FAMILIES.get(word) {
        return family.clone();
    }
    if is_short {
        return Vec::new();
    }
    let Forms { base, third, past, participle, gerund } = inflect::english(word);
    let mut forms = vec![base, third, past, participle, gerund];
    if let Some(one) = word.strip_suffix("ies") {
        forms.push(format!("{one}y"));
    } else if let Some(one) = word.strip_suffix('s').filter(|one| !one.ends_with(['s', 'u', 'i'])) {
        forms.push(one.to_owned());
    }
    forms
}

pub fn fill(lexicon: &mut Lexicon) {
    for (class, words) in CLASSES {
        lexicon.put(class, words);
    }
    lexicon.verbs("verb", VERBS);
    for (class, verbs) in GROUPS {
        lexicon.verbs(class, verbs);
    }
    for word in NUMBERS.split_whitespace() {
        lexicon.look(word, looks::NUMBER);
    }
    for word in COMMON.split_whitespace() {
        lexicon.add(word);
    }
}
