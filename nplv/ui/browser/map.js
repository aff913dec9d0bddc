// The map of the Kaart page: fetches shapes, joins them with values, moves to what is chosen and tells what is clicked.

import { DOTS_BELOW, layers } from "./layers.js";
import { classes, reason, shapes, values } from "./shapes.js";

const MIN_ZOOM = 5;
const MAX_ZOOM = 16;
const CLOSEST = 12.5; // how far the map goes in by itself
const PADDING = 28;
const STILL = 5; // pixels that the pointer may move in a click
const SMALLEST = 40; // pixels below which a clicked shape is too small to stay where the map is

const maps = new WeakMap(); // element -> its map

/**
 * Draws the map, or brings the one that is there up to date.
 *
 * @param deck The library.
 * @param component What Streamlit gives: data (see nplv/ui/map.py), parentElement, setTriggerValue.
 * @returns What removes it.
 */
export function draw(deck, component) {
  const element = component.parentElement.querySelector(".kaart");
  if (!maps.has(element)) maps.set(element, new ChoroplethMap(deck, element));
  const map = maps.get(element);
  map.show(component).catch((error) => map.fail(error));
  return () => {
    map.remove();
    maps.delete(element);
  };
}

class ChoroplethMap {
  constructor(deckgl, element) {
    this.deckgl = deckgl;
    this.element = element;
    this.canvas = element.querySelector(".kaart-doek");
    this.turn = 0; // of what was asked last: an older answer that comes in later is not drawn
    this.picture = null;
    this.deck = null;
    this.withLines = false; // not in the first frame
    this.isBroken = false;
  }

  async show({ data, setTriggerValue }) {
    const turn = (this.turn += 1);
    this.tell = setTriggerValue;
    this.waiting = data.waiting; // Python waits until the map is there, or has failed
    const [land, areas, units, undrawn, numbers] = await Promise.all([
      shapes(data.land),
      shapes(data.areas),
      shapes(data.units),
      data.undrawn && shapes(data.undrawn),
      values(data.values),
    ]);
    if (turn !== this.turn) return;
    const before = this.picture;
    this.picture = { ...data, land, areas, units, undrawn, numbers, classes: classes(numbers, data.limits) };
    this.label(data);
    if (this.deck === null) this.begin();
    else {
      this.paint();
      this.move(data.place, before.place);
    }
    this.element.dataset.shown = data.key;
  }

  begin() {
    const { Deck } = this.deckgl;
    this.deck = new Deck({
      canvas: this.canvas,
      controller: { keyboard: true, dragRotate: false, touchRotate: false, inertia: true },
      initialViewState: this.fitted(this.picture.place.bounds),
      layers: [],
      getCursor: ({ isDragging, isHovering }) => (isDragging ? "grabbing" : isHovering ? "pointer" : "grab"),
      getTooltip: (hovered) => this.tooltip(hovered),
      onViewStateChange: ({ viewState }) => this.moved(viewState),
      onResize: () => this.paint(),
      onAfterRender: () => this.rendered(),
      onError: (error) => {
        this.isBroken = true; // without WebGL there is no map, whatever is asked for next
        this.fail(error);
      },
    });
    this.zoom = this.deck.props.initialViewState.zoom;
    this.paint();
    this.listen();
  }

  paint(viewport) {
    if (this.deck === null) return;
    this.deck.setProps({ layers: layers(this.deckgl, this.picture, viewport ?? this.viewport(), this.withLines) });
  }

  ready() {
    if (this.waiting) this.tell("drawn", true);
    this.waiting = false;
  }

  /** Once the colours have been drawn, the lines come too. */
  rendered() {
    if (this.withLines || !this.deck.props.layers.length) return;
    this.withLines = true;
    requestAnimationFrame(() => {
      this.paint();
      this.ready();
    });
  }

  /** What is in view, or will be before deck.gl says so itself. */
  viewport() {
    const known = this.deck.isInitialized ? this.deck.getViewports()[0] : undefined;
    return known ?? this.seen(this.deck.props.initialViewState);
  }

  seen(state) {
    const { clientWidth: width, clientHeight: height } = this.canvas;
    return new this.deckgl.WebMercatorViewport({ ...state, width: width || 1, height: height || 1 });
  }

  moved(state) {
    const crossed = (limit) => this.zoom < limit !== state.zoom < limit;
    const repaint = this.picture.background || crossed(this.picture.bordersFrom) || crossed(DOTS_BELOW);
    this.zoom = state.zoom;
    if (repaint) this.paint(this.seen(state));
  }

  /** Goes to another area, or to a unit that is not well in view; when a unit is let go the map stays. */
  move({ around, unit, bounds }, before) {
    const isOther = unit === null ? around !== before.around : unit !== before.unit;
    if (!isOther || (unit !== null && this.isSeen(bounds))) return;
    const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.fly(this.fitted(bounds), calm ? 0 : 500);
  }

  fly(state, duration) {
    const { FlyToInterpolator } = this.deckgl;
    // A new object each time, or deck.gl stays where the reader went since.
    this.deck.setProps({
      initialViewState: { ...state, transitionDuration: duration, transitionInterpolator: new FlyToInterpolator() },
    });
  }

  step(levels) {
    const viewport = this.deck.getViewports()[0];
    const zoom = Math.min(Math.max(viewport.zoom + levels, MIN_ZOOM), MAX_ZOOM);
    this.fly({ ...this.limits(), longitude: viewport.longitude, latitude: viewport.latitude, zoom }, 200);
  }

  limits() {
    return { minZoom: MIN_ZOOM, maxZoom: MAX_ZOOM, pitch: 0, bearing: 0 };
  }

  fitted([west, south, east, north]) {
    const { clientWidth: width, clientHeight: height } = this.canvas;
    const padding = Math.min(PADDING, width / 8, height / 8);
    const corners = [
      [west, south],
      [east, north],
    ];
    const { longitude, latitude, zoom } = this.seen({}).fitBounds(corners, { padding, maxZoom: CLOSEST });
    return { ...this.limits(), longitude, latitude, zoom };
  }

  isSeen([west, south, east, north]) {
    const viewport = this.deck.getViewports()[0];
    const [left, bottom] = viewport.project([west, south]);
    const [right, top] = viewport.project([east, north]);
    const inside = left >= 0 && top >= 0 && right <= viewport.width && bottom <= viewport.height;
    return inside && Math.max(right - left, bottom - top) >= SMALLEST;
  }

  /** A shape or dot that was found, as its place among the units; null for what is not one of these. */
  placeOf(found) {
    return found?.object && (found.layer?.id === "units" || found.layer?.id === "dots") ? found.object.place : null;
  }

  tooltip(hovered) {
    const place = this.placeOf(hovered);
    if (place === null) return null;
    const { units, numbers, reasons, decimals, title } = this.picture;
    const why = reason(numbers[place]);
    const format = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
    const figure = why === null ? (numbers[place] / 10 ** decimals).toLocaleString("nl-NL", format) : reasons[why];
    const lines = [units.names[place], units.gemeenten[place], `${title}: ${figure}`];
    return { text: lines.filter(Boolean).join("\n"), className: "kaart-tip" };
  }

  listen() {
    let down = null;
    this.canvas.addEventListener("pointerdown", (event) => {
      down = [event.clientX, event.clientY];
    });
    // The browser's own click: deck.gl takes a click for a long press where drawing is slow.
    this.canvas.addEventListener("click", (event) => {
      if (down === null || Math.hypot(event.clientX - down[0], event.clientY - down[1]) > STILL) return;
      const frame = this.canvas.getBoundingClientRect();
      const found = this.deck.pickObject({ x: event.clientX - frame.left, y: event.clientY - frame.top, radius: 2 });
      const place = this.placeOf(found);
      if (place !== null) this.tell("chosen", this.picture.units.codes[place]);
    });
    const press = (name, action) => this.element.querySelector(`.kaart-${name}`).addEventListener("click", action);
    press("in", () => this.step(1));
    press("uit", () => this.step(-1));
    press("heel", () => this.fly(this.fitted(this.picture.country), 500));
  }

  label({ description, background }) {
    this.canvas.setAttribute("aria-label", description);
    this.element.querySelector(".kaart-bron").hidden = !background;
    this.element.querySelector(".kaart-melding").hidden = !this.isBroken;
  }

  /** Says in Dutch that there is no map; the table below it has the same figures. */
  fail(error) {
    console.error(error);
    this.element.querySelector(".kaart-melding").hidden = false;
    this.ready();
  }

  remove() {
    this.turn += 1;
    this.deck?.finalize();
    this.deck = null;
  }
}
