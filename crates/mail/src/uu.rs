//! Files that were written into the text by uuencode, as programs did before MIME and some still do. What is not whole
//! stays text.

const MAX_FILES: usize = 50;

/// A name and bytes.
type File = (String, Vec<u8>);

/// The text without its files, and the files; none when there is no whole one in it.
pub(crate) fn extract(text: &str) -> Option<(String, Vec<File>)> {
    if !text.contains("begin ") {
        return None;
    }
    let (mut rest, mut files) = (String::new(), Vec::new());
    let mut left = text;
    while let Some((line, below)) = next_line(left) {
        if files.len() < MAX_FILES
            && let Some(name) = header(line)
            && let Some((bytes, below)) = body(below)
            && !bytes.is_empty()
        {
            files.push((name.to_owned(), bytes));
            left = below;
            continue;
        }
        rest.push_str(line);
        rest.push('\n');
        left = below;
    }
    (!files.is_empty()).then_some((rest, files))
}

/// The first line without its end, and what stands below it.
fn next_line(text: &str) -> Option<(&str, &str)> {
    if text.is_empty() {
        return None;
    }
    let (line, below) = text.split_once('\n').unwrap_or((text, ""));
    Some((line.strip_suffix('\r').unwrap_or(line), below))
}

/// `begin 644 name`
fn header(line: &str) -> Option<&str> {
    let (mode, name) = line.trim_end().strip_prefix("begin ")?.split_once(' ')?;
    let is_mode = matches!(mode.len(), 3 | 4) && mode.bytes().all(|b| (b'0'..=b'7').contains(&b));
    (is_mode && !name.trim().is_empty()).then(|| name.trim())
}

/// The bytes up to `end`, and what stands below it.
fn body(text: &str) -> Option<(Vec<u8>, &str)> {
    let mut bytes = Vec::new();
    let mut left = text;
    while let Some((line, below)) = next_line(left) {
        if line.trim_end() == "end" {
            return Some((bytes, below));
        }
        decode(line.as_bytes(), &mut bytes)?;
        left = below;
    }
    None
}

/// One line: its first character says how many bytes it holds, four characters for three of them. Blanks at the end
/// get lost on the way, and some write a sum behind.
fn decode(line: &[u8], bytes: &mut Vec<u8>) -> Option<()> {
    let value = |c: u8| (b' '..=b'`').contains(&c).then(|| (c - b' ') & 0x3f);
    let Some((first, rest)) = line.split_first() else { return Some(()) };
    let count = usize::from(value(*first)?);
    let wanted = count.div_ceil(3) * 4;
    if rest.len() > wanted + 1 || rest.len() + 3 < wanted {
        return None;
    }
    let start = bytes.len();
    for group in 0..wanted / 4 {
        let mut bits = 0_u32;
        for place in 0..4 {
            let c = rest.get(group * 4 + place).copied().unwrap_or(b' ');
            bits = bits << 6 | u32::from(value(c)?);
        }
        bytes.extend_from_slice(&bits.to_be_bytes()[1..]);
    }
    bytes.truncate(start + count);
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn encode(name: &str, bytes: &[u8]) -> String {
        let digit = |v: u8| if v == 0 { '`' } else { char::from(v + b' ') };
        let mut out = format!("begin 644 {name}\n");
        for line in bytes.chunks(45) {
            out.push(digit(line.len() as u8));
            for group in line.chunks(3) {
                let at = |n: usize| group.get(n).copied().unwrap_or(0);
                let bits = u32::from_be_bytes([0, at(0), at(1), at(2)]);
                out.extend([18, 12, 6, 0].map(|shift| digit((bits >> shift & 0x3f) as u8)));
            }
            out.push('\n');
        }
        out + "`\nend\n"
    }

    #[test]
    fn a_file_in_the_text_becomes_a_file() {
        let text = format!("Here it is:\n{}Yours, Ana\n", encode("plan.pdf", b"%PDF-1.4 and more"));
        let (rest, files) = extract(&text).unwrap();
        assert_eq!(rest, "Here it is:\nYours, Ana\n");
        assert_eq!(files, [("plan.pdf".to_owned(), b"%PDF-1.4 and more".to_vec())]);
        let (_, files) = extract("begin 644 cat.txt\n#0V%T\n`\nend\n").unwrap();
        assert_eq!(files[0].1, b"Cat");
    }

    #[test]
    fn what_only_looks_like_one_stays_text() {
        for text in [
            "We begin 644 things\nend\n",
            "begin 644 plan.pdf\nthis is a sentence of a person\nend\n",
            "begin 644 plan.pdf\n#0V%T\n",
            "begin at the end",
            "begin 644 nothing\nend\n",
        ] {
            assert_eq!(extract(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn bytes_come_back_as_they_were(bytes in proptest::collection::vec(any::<u8>(), 1..500)) {
            let (_, files) = extract(&encode("a b.bin", &bytes)).unwrap();
            prop_assert_eq!(&files[0].1, &bytes);
        }

        #[test]
        fn any_text_is_read(text in "(begin 644 a\n|[ -`]{0,70}\n|end\n){0,12}") {
            let _ = extract(&text);
        }
    }
}
