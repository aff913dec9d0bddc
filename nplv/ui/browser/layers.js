// What is drawn, from below to above, as layers of deck.gl.

import { tiles } from "./background.js";
import { outlines, segments } from "./shapes.js";

const LAND = [244, 244, 241];
const BORDER = [150, 150, 145];
const OUTLINE = [45, 45, 45];
const UNIT_BORDER = [70, 70, 70, 130];
const CHOSEN = [217, 95, 2];
const WHITE = [255, 255, 255];
const NO_COLOUR = [0, 0, 0, 0]; // what a shape without a figure has; it is hatched instead
export const DOTS_BELOW = 10; // zoom below which a focus area is too small to be seen

let Hatched = null;

/** Polygons whose fill is hatched where they have no colour of their own. */
function hatched(deck) {
  Hatched ??= class extends deck.SolidPolygonLayer {
    static layerName = "Hatched";

    getShaders(type) {
      const shaders = super.getShaders(type);
      shaders.inject = {
        ...shaders.inject,
        "fs:DECKGL_FILTER_COLOR": `
          if (color.a == 0.0) {
            float across = mod(gl_FragCoord.x + gl_FragCoord.y, 7.0);
            color = across < 1.6 ? vec4(0.45, 0.45, 0.45, 1.0) : vec4(0.98, 0.98, 0.97, 1.0);
          }`,
      };
      return shaders;
    }
  };
  return Hatched;
}

/**
 * All layers of the map.
 *
 * @param deck The library.
 * @param picture What Python sent, with its shapes and classes in place of their addresses; see map.js.
 * @param viewport What is in view, of deck.gl; only the background depends on where it is.
 * @param withLines Whether lines and dots are drawn; at the very first the colours come without, since these take longer.
 */
export function layers(deck, picture, viewport, withLines) {
  const { land, undrawn, background } = picture;
  return [
    // Of the same kind as the units, since each kind has a program that takes the browser a while to make.
    new (hatched(deck))({ id: "land", ...filled(land), getFillColor: LAND }),
    ...(background ? tiles(deck, background, viewport) : []),
    ...(undrawn ? [new (hatched(deck))({ id: "undrawn", ...filled(undrawn), getFillColor: NO_COLOUR })] : []),
    coloured(deck, picture),
    ...(withLines ? lines(deck, picture, viewport) : []),
  ];
}

function lines(deck, picture, viewport) {
  const { land, areas, units, chosenArea, chosenUnit } = picture;
  return [
    ...(viewport.zoom >= picture.bordersFrom ? [thin(deck, "unit-borders", units, UNIT_BORDER, 0.8)] : []),
    thin(deck, "land-borders", land, BORDER, 1),
    thin(deck, "area-outlines", areas, OUTLINE, 1.8),
    chosen(deck, "chosen-area", areas, chosenArea, 3),
    ...(chosenUnit === null ? [] : [chosen(deck, "chosen-unit", units, chosenUnit, 4)]),
    ...(picture.dots ? [dots(deck, picture, viewport)] : []),
  ];
}

function filled(shapes) {
  return { data: shapes.polygons, getPolygon: (polygon) => polygon, positionFormat: "XY" };
}

function coloured(deck, { units, classes, colours, key, background }) {
  const fills = [...colours, NO_COLOUR];
  return new (hatched(deck))({
    id: "units",
    ...filled(units),
    pickable: true,
    autoHighlight: true,
    highlightColor: [255, 255, 255, 70],
    getFillColor: (polygon) => fills[classes[polygon.place]],
    opacity: background ? 0.75 : 1,
    updateTriggers: { getFillColor: key },
  });
}

/** Borders of a pixel or so: as separate lines, without the joints that a wide line needs. */
function thin(deck, id, shapes, getColor, getWidth) {
  shapes.segments ??= segments(shapes.polygons);
  return new deck.LineLayer({ id, data: shapes.segments, widthUnits: "pixels", getColor, getWidth });
}

/** The outline of one shape in orange on white, which is seen on any colour. */
function chosen(deck, id, shapes, place, width) {
  if (shapes.chosen?.place !== place) {
    shapes.chosen = { place, data: outlines(shapes.polygons.filter((polygon) => polygon.place === place)) };
  }
  const { data } = shapes.chosen;
  const line = (name, getColor, getWidth) =>
    new deck.PathLayer({
      id: name,
      data,
      getPath: (path) => path,
      positionFormat: "XY",
      widthUnits: "pixels",
      getColor,
      getWidth,
    });
  return [line(`${id}-edge`, WHITE, width + 3), line(id, CHOSEN, width)];
}

/** The focus areas as dots, as long as they are too small to be seen. */
function dots(deck, { units, dots: points, classes, colours, chosenArea, key }, viewport) {
  const fills = [...colours, NO_COLOUR]; // an open dot where there is no figure
  return new deck.ScatterplotLayer({
    id: "dots",
    data: points.map((position, place) => ({ position, place })),
    visible: viewport.zoom < DOTS_BELOW,
    pickable: true,
    stroked: true,
    radiusUnits: "pixels",
    lineWidthUnits: "pixels",
    getPosition: (dot) => dot.position,
    getRadius: 7,
    getFillColor: (dot) => fills[classes[dot.place]],
    getLineColor: (dot) => (dot.place === chosenArea ? CHOSEN : OUTLINE),
    getLineWidth: (dot) => (dot.place === chosenArea ? 3.5 : 1),
    updateTriggers: { getFillColor: key, getLineColor: chosenArea, getLineWidth: chosenArea },
  });
}
