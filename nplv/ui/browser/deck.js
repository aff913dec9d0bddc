// What the map uses of deck.gl; `npm run build` makes built/deck.js of it, which defines `deck` as pydeck's own script does.
export { Deck, FlyToInterpolator, WebMercatorViewport } from "@deck.gl/core";
export { BitmapLayer, LineLayer, PathLayer, ScatterplotLayer, SolidPolygonLayer } from "@deck.gl/layers";
