//! Opens winmail.dat (TNEF, MS-OXTNEF): its files and, when the mail has no other, its text.
//!
//! Reads only what a service desk needs; anything that does not fit makes the whole be kept as a file.

/// What was inside.
#[derive(Debug, Default)]
pub(crate) struct Opened {
    pub(crate) files: Vec<(String, Vec<u8>)>,
    pub(crate) text: Option<String>,
    pub(crate) html: Option<String>,
    /// The words of an RTF body.
    rtf: Option<String>,
}

impl Opened {
    pub(crate) fn is_empty(&self) -> bool {
        self.files.is_empty() && self.text.is_none() && self.html.is_none()
    }
}

const SIGNATURE: u32 = 0x223E_9F78;
const MAX_FILES: usize = 200;

const ATT_BODY: u16 = 0x800C;
const ATT_RENDER: u16 = 0x9002;
const ATT_PROPS: u16 = 0x9003;
const ATT_ATTACHMENT: u16 = 0x9005;
const ATT_TITLE: u16 = 0x8010;
const ATT_DATA: u16 = 0x800F;

const PR_BODY: u16 = 0x1000;
const PR_RTF_COMPRESSED: u16 = 0x1009;
const PR_HTML: u16 = 0x1013;
const PR_ATTACH_DATA: u16 = 0x3701;
const PR_ATTACH_NAME: u16 = 0x3704;
const PR_ATTACH_LONG_NAME: u16 = 0x3707;

struct Reader<'a> {
    data: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    fn take(&mut self, n: usize) -> Option<&'a [u8]> {
        let end = self.at.checked_add(n)?;
        let slice = self.data.get(self.at..end)?;
        self.at = end;
        Some(slice)
    }

    fn u16(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes(self.take(2)?.try_into().ok()?))
    }

    fn u32(&mut self) -> Option<u32> {
        Some(u32::from_le_bytes(self.take(4)?.try_into().ok()?))
    }

    fn padded(&mut self, n: usize) -> Option<&'a [u8]> {
        let slice = self.take(n)?;
        self.take((4 - n % 4) % 4)?;
        Some(slice)
    }
}

/// `None` when this is no TNEF. What is opened may hold nothing of use.
pub(crate) fn read(data: &[u8]) -> Option<Opened> {
    let mut reader = Reader { data, at: 0 };
    if reader.u32()? != SIGNATURE {
        return None;
    }
    reader.u16()?;
    let mut opened = Opened::default();
    // A cut file still gives what came before the cut.
    while attribute(&mut reader, &mut opened).is_some() {}
    opened.files.retain(|(_, bytes)| !bytes.is_empty());
    if opened.text.as_ref().is_none_or(|text| text.trim().is_empty()) && opened.html.is_none() {
        opened.text = opened.rtf.take().or(opened.text);
    }
    Some(opened)
}

fn attribute(reader: &mut Reader<'_>, opened: &mut Opened) -> Option<()> {
    reader.take(1)?;
    let id = (reader.u32()? & 0xFFFF) as u16;
    let length = reader.u32()? as usize;
    let data = reader.take(length)?;
    reader.u16()?;
    match id {
        ATT_BODY => opened.text = Some(text(data, false)),
        ATT_PROPS => properties(data, &mut |id, kind, value| match id {
            PR_BODY => opened.text = Some(text(value, kind == 0x1F)),
            PR_RTF_COMPRESSED => opened.rtf = crate::rtf::text_of_compressed(value),
            PR_HTML => opened.html = Some(text(value, kind == 0x1F)),
            _ => {}
        })
        .unwrap_or(()),
        ATT_RENDER if opened.files.len() < MAX_FILES => opened.files.push((String::new(), Vec::new())),
        ATT_TITLE => {
            if let Some(file) = opened.files.last_mut()
                && file.0.is_empty()
            {
                file.0 = text(data, false);
            }
        }
        ATT_DATA => {
            if let Some(file) = opened.files.last_mut() {
                file.1 = data.to_vec();
            }
        }
        ATT_ATTACHMENT => {
            if let Some(file) = opened.files.last_mut() {
                properties(data, &mut |id, kind, value| match id {
                    PR_ATTACH_LONG_NAME => file.0 = text(value, kind == 0x1F),
                    PR_ATTACH_NAME if file.0.is_empty() => file.0 = text(value, kind == 0x1F),
                    PR_ATTACH_DATA if file.1.is_empty() && value.len() > 16 && kind == 0x102 => {
                        file.1 = value.to_vec()
                    }
                    _ => {}
                })
                .unwrap_or(());
            }
        }
        _ => {}
    }
    Some(())
}

/// Calls `each(id, type, value)` for every property (MS-OXTNEF 2.1.3.4).
fn properties(data: &[u8], each: &mut dyn FnMut(u16, u16, &[u8])) -> Option<()> {
    let mut reader = Reader { data, at: 0 };
    let count = reader.u32()?.min(10_000);
    for _ in 0..count {
        let kind = reader.u16()?;
        let id = reader.u16()?;
        if id >= 0x8000 {
            reader.take(16)?;
            if reader.u32()? == 0 {
                reader.u32()?;
            } else {
                let length = reader.u32()? as usize;
                reader.padded(length)?;
            }
        }
        let base = kind & 0x0FFF;
        let many = kind & 0x1000 != 0;
        if matches!(base, 0x0D | 0x1E | 0x1F | 0x102) {
            for number in 0..reader.u32()?.min(10_000) {
                let length = reader.u32()? as usize;
                let value = reader.padded(length)?;
                if number == 0 {
                    each(id, base, value);
                }
            }
            continue;
        }
        let size = match base {
            0x02 | 0x03 | 0x04 | 0x0A | 0x0B => 4,
            0x05 | 0x06 | 0x07 | 0x14 | 0x40 => 8,
            0x48 => 16,
            _ => return None,
        };
        let values = if many { reader.u32()?.min(100_000) as usize } else { 1 };
        reader.take(size * values)?;
    }
    Some(())
}

fn text(data: &[u8], wide: bool) -> String {
    if wide {
        let (text, _) = encoding_rs::UTF_16LE.decode_without_bom_handling(data);
        return text.trim_end_matches('\0').to_string();
    }
    let end = data.iter().position(|&b| b == 0).unwrap_or(data.len());
    crate::charset::decode(&data[..end], None).0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attribute(level: u8, id: u16, data: &[u8]) -> Vec<u8> {
        let mut out = vec![level];
        out.extend(u32::from(id).to_le_bytes());
        out.extend((data.len() as u32).to_le_bytes());
        out.extend(data);
        out.extend([0, 0]);
        out
    }

    #[test]
    fn a_winmail_gives_its_files_and_text() {
        let mut data = SIGNATURE.to_le_bytes().to_vec();
        data.extend([1, 0]);
        data.extend(attribute(1, ATT_BODY, b"Hello\0"));
        data.extend(attribute(2, ATT_RENDER, &[0; 14]));
        data.extend(attribute(2, ATT_TITLE, b"plan.pdf\0"));
        data.extend(attribute(2, ATT_DATA, b"%PDF"));
        let opened = read(&data).unwrap();
        assert_eq!(opened.text.as_deref(), Some("Hello"));
        assert_eq!(opened.files, [("plan.pdf".to_string(), b"%PDF".to_vec())]);
        data.truncate(data.len() - 3);
        assert!(read(&data).is_some(), "a cut file gives its text");
        assert!(read(b"nothing").is_none());
    }
}
