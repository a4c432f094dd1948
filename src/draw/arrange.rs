//! Where the boxes of a drawing stand: as far apart as the steps between them, none upon another, the same every time.
use std::collections::VecDeque;

/// How far apart boxes are at least.
const GAP: f64 = 14.0;

/// How often distances are mended.
const ROUNDS: u32 = 80;

/// Boxes, with what ties them together.
#[derive(Clone, Debug, Default)]
pub struct Boxes {
    /// Width and height of each.
    pub sizes: Vec<(f64, f64)>,
    /// Pairs of them that are drawn near each other.
    pub ties: Vec<(usize, usize)>,
}

/// Boxes on a sheet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    /// The middle of each box.
    pub middles: Vec<(f64, f64)>,
    /// The width and height of the sheet.
    pub size: (f64, f64),
}

/// Lays out boxes: what is tied together hangs together, larger pieces stand before smaller ones.
pub fn arrange(boxes: &Boxes) -> Sheet {
    let mut neighbours = vec![Vec::new(); boxes.sizes.len()];
    for (one, other) in boxes.ties.iter().filter(|it| it.0 != it.1) {
        neighbours[*one].push(*other);
        neighbours[*other].push(*one);
    }
    for it in &mut neighbours {
        it.sort_unstable();
        it.dedup();
    }
    let mut sheet = Sheet { middles: vec![(0.0, 0.0); boxes.sizes.len()], size: (0.0, 0.0) };
    let mut pieces: Vec<Piece> = pieces(&neighbours).into_iter().map(|it| piece(boxes, &neighbours, it)).collect();
    pieces.sort_by(|a, b| b.boxes.len().cmp(&a.boxes.len()).then(a.boxes.cmp(&b.boxes)));
    let area: f64 = pieces.iter().map(|it| (it.size.0 + GAP) * (it.size.1 + GAP)).sum();
    let widest = pieces.iter().map(|it| it.size.0).fold(0.0, f64::max);
    let room = widest.max((area * 1.5).sqrt());
    let (mut left, mut top, mut height) = (GAP, GAP, 0.0_f64);
    for piece in pieces {
        if left > GAP && left + piece.size.0 > room + GAP {
            (left, top, height) = (GAP, top + height + 2.0 * GAP, 0.0);
        }
        for (at, (x, y)) in piece.boxes.iter().zip(&piece.middles) {
            sheet.middles[*at] = (left + x, top + y);
        }
        sheet.size = (sheet.size.0.max(left + piece.size.0 + GAP), sheet.size.1.max(top + piece.size.1 + GAP));
        left += piece.size.0 + 2.0 * GAP;
        height = height.max(piece.size.1);
    }
    sheet
}

/// Boxes that hang together.
struct Piece {
    boxes: Vec<usize>,
    middles: Vec<(f64, f64)>,
    size: (f64, f64),
}

/// Returns what hangs together, each piece from its first box outward.
fn pieces(neighbours: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut seen = vec![false; neighbours.len()];
    let mut pieces = Vec::new();
    for first in 0..neighbours.len() {
        let mut piece = Vec::new();
        let mut queue = VecDeque::from([first]);
        while let Some(at) = queue.pop_front() {
            if !std::mem::replace(&mut seen[at], true) {
                piece.push(at);
                queue.extend(&neighbours[at]);
            }
        }
        pieces.extend(Some(piece).filter(|it| !it.is_empty()));
    }
    pieces
}

/// Lays out what hangs together.
fn piece(boxes: &Boxes, neighbours: &[Vec<usize>], members: Vec<usize>) -> Piece {
    let sizes: Vec<(f64, f64)> = members.iter().map(|it| boxes.sizes[*it]).collect();
    let mut middles = stress(&distances(neighbours, &members));
    // Boxes are wider than high.
    middles.iter_mut().for_each(|it| *it = (it.0 * 1.35, it.1 * 0.8));
    part(&mut middles, &sizes);
    let (mut left, mut top, mut right, mut bottom) = (f64::MAX, f64::MAX, f64::MIN, f64::MIN);
    for ((x, y), (width, height)) in middles.iter().zip(&sizes) {
        (left, right) = (left.min(x - width / 2.0), right.max(x + width / 2.0));
        (top, bottom) = (top.min(y - height / 2.0), bottom.max(y + height / 2.0));
    }
    let middles = middles.into_iter().map(|it| (it.0 - left, it.1 - top)).collect();
    Piece { boxes: members, middles, size: (right - left, bottom - top) }
}

/// Returns how far apart any two should be: along the edges, which are the longer the more hangs on their ends.
fn distances(neighbours: &[Vec<usize>], members: &[usize]) -> Vec<Vec<f64>> {
    let mut place = vec![usize::MAX; neighbours.len()];
    members.iter().enumerate().for_each(|(at, it)| place[*it] = at);
    let number = |it: usize| f64::from(u32::try_from(it).unwrap_or(u32::MAX));
    let length = |one: usize, other: usize| {
        let common = neighbours[one].iter().filter(|it| neighbours[other].binary_search(it).is_ok()).count();
        90.0 + 42.0 * number(neighbours[one].len() + neighbours[other].len() - 2 * common).sqrt()
    };
    let from = |start: &usize| {
        let mut far = vec![f64::MAX; members.len()];
        let mut queue = VecDeque::from([*start]);
        far[place[*start]] = 0.0;
        // By number of steps, of equal ones the first: near enough for a drawing.
        while let Some(at) = queue.pop_front() {
            for next in &neighbours[at] {
                if far[place[*next]] == f64::MAX {
                    far[place[*next]] = far[place[at]] + length(at, *next);
                    queue.push_back(*next);
                }
            }
        }
        far
    };
    members.iter().map(from).collect()
}

/// Places points so that their distances are as near as may be to those wanted, nearer ones first.
fn stress(distances: &[Vec<f64>]) -> Vec<(f64, f64)> {
    let all = distances.len();
    let number = |it: usize| f64::from(u32::try_from(it).unwrap_or(u32::MAX));
    // A spiral: no two points in one place, no three in a line.
    let spiral = |it: usize| {
        let (turn, radius) = (number(it) * 2.399_963, 40.0 * number(it).sqrt());
        (radius * turn.cos(), radius * turn.sin())
    };
    let mut points: Vec<(f64, f64)> = (0..all).map(spiral).collect();
    let mut pairs: Vec<(usize, usize)> = (0..all).flat_map(|i| (0..i).map(move |j| (j, i))).collect();
    let far = pairs.iter().map(|it| distances[it.0][it.1]).fold(1.0, f64::max);
    let near = pairs.iter().map(|it| distances[it.0][it.1]).fold(far, f64::min);
    let fall = ((far * far) / (near * near * 0.05)).ln() / f64::from(ROUNDS - 1);
    let mut lot: u64 = 0x9E37_79B9_7F4A_7C15;
    for round in 0..ROUNDS {
        let step = far * far * (-fall * f64::from(round)).exp();
        for at in (1..pairs.len()).rev() {
            lot = lot.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let other = usize::try_from(lot >> 33).unwrap_or_default() % (at + 1);
            pairs.swap(at, other);
        }
        for (one, other) in &pairs {
            let wanted = distances[*one][*other];
            let (x, y) = (points[*one].0 - points[*other].0, points[*one].1 - points[*other].1);
            let now = x.hypot(y).max(1e-9);
            let move_by = (step / (wanted * wanted)).min(1.0) * (now - wanted) / 2.0 / now;
            points[*one] = (points[*one].0 - move_by * x, points[*one].1 - move_by * y);
            points[*other] = (points[*other].0 + move_by * x, points[*other].1 + move_by * y);
        }
    }
    points
}

/// Pushes boxes apart until none lies upon another.
fn part(middles: &mut [(f64, f64)], sizes: &[(f64, f64)]) {
    for round in 0_u32.. {
        let mut moved = false;
        for i in 0..middles.len() {
            for j in 0..i {
                let (x, y) = (middles[i].0 - middles[j].0, middles[i].1 - middles[j].1);
                let wide = f64::midpoint(sizes[i].0, sizes[j].0) + GAP - x.abs();
                let high = f64::midpoint(sizes[i].1, sizes[j].1) + GAP - y.abs();
                if wide <= 1e-6 || high <= 1e-6 {
                    continue;
                }
                moved = true;
                // A little further than needed, so that few rounds do.
                if high <= wide {
                    let by = (high / 2.0 + 0.5).copysign(y);
                    middles[i].1 += by;
                    middles[j].1 -= by;
                } else {
                    let by = (wide / 2.0 + 0.5).copysign(x);
                    middles[i].0 += by;
                    middles[j].0 -= by;
                }
            }
        }
        if !moved {
            return;
        }
        if round % 50 == 49 {
            // Too tight: more room for all.
            middles.iter_mut().for_each(|it| *it = (it.0 * 1.1, it.1 * 1.1));
        }
    }
}
