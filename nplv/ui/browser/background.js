// The optional background: square tiles of a map, fetched only where the reader looks.

const LAST_ZOOM = 19;

/**
 * The tiles in view, as layers. A tile that cannot be had leaves its place empty.
 *
 * @param address Address with {z}, {x} and {y}.
 */
export function tiles(deck, address, viewport) {
  const zoom = Math.min(Math.max(Math.round(viewport.zoom), 0), LAST_ZOOM);
  const [west, south, east, north] = viewport.getBounds();
  const [left, top] = tileAt(west, north, zoom);
  const [right, bottom] = tileAt(east, south, zoom);
  const found = [];
  for (let x = left; x <= right; x += 1) {
    for (let y = top; y <= bottom; y += 1) {
      const name = `${zoom}/${x}/${y}`;
      found.push(
        new deck.BitmapLayer({
          id: `tile-${name}`,
          image: address.replace("{z}", zoom).replace("{x}", x).replace("{y}", y),
          bounds: [...corner(x, y + 1, zoom), ...corner(x + 1, y, zoom)],
          onError: () => true, // without a network there is no background, and that is all
        }),
      );
    }
  }
  return found;
}

// Tiles of the web-mercator scheme: see "Slippy map tilenames" in the OpenStreetMap wiki.
function tileAt(longitude, latitude, zoom) {
  const count = 2 ** zoom;
  const radians = (latitude * Math.PI) / 180;
  const x = ((longitude + 180) / 360) * count;
  const y = ((1 - Math.asinh(Math.tan(radians)) / Math.PI) / 2) * count;
  return [x, y].map((at) => Math.min(Math.max(Math.floor(at), 0), count - 1));
}

function corner(x, y, zoom) {
  const count = 2 ** zoom;
  const latitude = (Math.atan(Math.sinh(Math.PI * (1 - (2 * y) / count))) * 180) / Math.PI;
  return [(x / count) * 360 - 180, latitude];
}
