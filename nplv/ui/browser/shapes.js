// Shapes and values as the server sends them, made ready for drawing.

const files = new Map(); // address -> promise of its shapes: fetched once, whatever is shown of them

/**
 * Fetches a file of shapes; see nplv/maps/shapes.py for what is in it.
 *
 * Gives codes, names and gemeenten by place, `polygons` (each with the place it belongs to, its rings as one flat array
 * of degrees and where its holes begin) and `bounds` by place: west, south, east, north, or null without a shape.
 */
export function shapes(address) {
  if (!files.has(address)) {
    const found = fetch(new URL(address, document.baseURI)).then((answer) => {
      if (!answer.ok) throw new Error(`${answer.status} ${address}`);
      return unpacked(answer.body).json();
    });
    files.set(address, found.then(decode));
    files.get(address).catch(() => files.delete(address)); // the next run asks again
  }
  return files.get(address);
}

/** What a stream of gzip holds. */
function unpacked(stream) {
  return new Response(stream.pipeThrough(new DecompressionStream("gzip")));
}

function decode({ codes, names, gemeenten, scale, owners, rings, steps }) {
  const polygons = [];
  const bounds = codes.map(() => null);
  let x = 0;
  let y = 0;
  let step = 0;
  owners.forEach((place, polygon) => {
    const lengths = rings[polygon];
    const positions = new Float64Array(2 * lengths.reduce((sum, length) => sum + length + 1, 0));
    const starts = [];
    let at = 0;
    for (const length of lengths) {
      starts.push(at);
      const first = at;
      for (let point = 0; point < length; point += 1) {
        x += steps[step++];
        y += steps[step++];
        positions[at++] = x / scale;
        positions[at++] = y / scale;
      }
      positions[at++] = positions[first]; // a ring ends where it began
      positions[at++] = positions[first + 1];
    }
    polygons.push({ place, positions, holeIndices: starts.slice(1), starts: [...starts, at] });
    bounds[place] = around(positions, bounds[place]);
  });
  return { codes, names, gemeenten, polygons, bounds };
}

function around(positions, bounds) {
  const grown = bounds ?? [Infinity, Infinity, -Infinity, -Infinity];
  for (let at = 0; at < positions.length; at += 2) {
    grown[0] = Math.min(grown[0], positions[at]);
    grown[1] = Math.min(grown[1], positions[at + 1]);
    grown[2] = Math.max(grown[2], positions[at]);
    grown[3] = Math.max(grown[3], positions[at + 1]);
  }
  return grown;
}

/** The lines around polygons, one flat array for each ring. */
export function outlines(polygons) {
  return polygons.flatMap(({ positions, starts }) =>
    starts.slice(1).map((end, ring) => positions.subarray(starts[ring], end)),
  );
}

/** The same lines point by point, as deck.gl takes them without looking at each: where each begins and ends. */
export function segments(polygons) {
  const rings = outlines(polygons);
  const length = rings.reduce((sum, ring) => sum + ring.length / 2 - 1, 0);
  const from = new Float64Array(2 * length);
  const to = new Float64Array(2 * length);
  let at = 0;
  for (const ring of rings) {
    from.set(ring.subarray(0, -2), at);
    to.set(ring.subarray(2), at);
    at += ring.length - 2;
  }
  const attribute = (value) => ({ value, size: 2 });
  return { length, attributes: { getSourcePosition: attribute(from), getTargetPosition: attribute(to) } };
}

// A whole number below this says why there is no figure: it is the number of the reason above the least one.
const NO_FIGURE = -(2 ** 31);
const REASONS = 2 ** 16;

/**
 * Unpacks the values by place: whole numbers, each the shown value times ten to the power of its decimals. Their lowest
 * bytes come first, then the next and so on.
 */
export async function values(packed) {
  const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
  const planes = new Uint8Array(await unpacked(new Blob([bytes]).stream()).arrayBuffer());
  const count = planes.length / 4;
  const byte = (plane, place) => planes[plane * count + place] << (8 * plane);
  return Int32Array.from({ length: count }, (_, at) => byte(0, at) | byte(1, at) | byte(2, at) | byte(3, at));
}

/** The number of the reason why there is no figure, or null where there is one. */
export function reason(value) {
  return value < NO_FIGURE + REASONS ? value - NO_FIGURE : null;
}

/** The class of each value, from 0 upward; a value equal to a limit belongs above it, one that is missing to the last. */
export function classes(numbers, limits) {
  const missing = limits.length + 1;
  return Uint8Array.from(numbers, (value) => {
    if (reason(value) !== null) return missing;
    let found = 0;
    while (found < limits.length && value >= limits[found]) found += 1;
    return found;
  });
}
