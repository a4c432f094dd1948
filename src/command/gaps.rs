//! `gaps`: what looks like a fact and is none in the graph, and why.
use std::io::Write;

use fangzhi::article::Page;
use fangzhi::gaps::{self, Gaps};
use fangzhi::pipeline::{Knowledge, Reading};

use super::read::{read, tell_skipped};
use super::{Outcome, Session, print};
use crate::cli::{self, Input, RowFormat};

pub(super) fn run(session: &mut Session, options: &cli::Gaps, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let knowledge = Knowledge::load(&session.data)?;
    // What is left out for its confidence is a gap for that reason, so nothing is left out while reading.
    let least = options.input.min_confidence;
    let input = Input { min_confidence: 0.0, ..options.input.clone() };
    let mut found: Vec<(Page, Vec<(Reading, Gaps)>)> = Vec::new();
    let count = read(session, &input, |session, batch| {
        for it in batch {
            let with_gaps = |it: Reading| {
                let gaps = gaps::find(&knowledge, &it, least);
                (it, gaps)
            };
            let readings = session.stage("find gaps", |_| it.readings.into_iter().map(with_gaps).collect());
            found.push((it.page, readings));
        }
        Ok(())
    })?;
    let readings = || found.iter().flat_map(|it| &it.1);
    let rows = || gaps::table(found.iter().flat_map(|(page, read)| read.iter().map(move |it| (page, &it.0, &it.1))));
    let totals = || gaps::totals(readings().map(|it| (&it.0, &it.1)));
    match (options.rows.format, options.totals) {
        (format @ RowFormat::Table, only) => {
            if !only {
                print(out, &rows(), format)?;
                writeln!(out)?;
            }
            print(out, &totals(), format)?;
            writeln!(out)?;
            print(out, &gaps::reasons(readings().map(|it| &it.1)), format)?;
        }
        (format, false) => print(out, &rows(), format)?,
        (format, true) => print(out, &totals(), format)?,
    }
    tell_skipped(&count.skipped);
    Ok(if count.skipped.is_empty() && count.articles > 0 { Outcome::Done } else { Outcome::Partly })
}
