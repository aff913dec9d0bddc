// Runs in a page before its own scripts and notes when things happen, in milliseconds since the navigation began.
(() => {
  const PATIENCE = 30_000;
  const frames = []; // each the sizes of its draws in vertices, when it was submitted and when the GPU had finished it
  const shown = []; // when the map of the app had handed other colours to deck.gl, and which
  const sent = []; // when the page asked its server something
  const keys = [];
  const clicks = [];
  let gl = null;
  let draws = [];

  const { prototype } = WebGL2RenderingContext;
  const sizes = {
    drawArrays: (count) => count[2],
    drawElements: (count) => count[1],
    drawArraysInstanced: (count) => count[2] * count[3],
    drawElementsInstanced: (count) => count[1] * count[4],
  };
  for (const [name, size] of Object.entries(sizes)) {
    const draw = prototype[name];
    prototype[name] = function (...what) {
      draw.apply(this, what);
      gl = this;
      if (draws.push(size(what)) === 1) queueMicrotask(submitted);
    };
  }

  /** The draws of one task are a frame; a fence tells when the GPU, which works on its own, has finished them. */
  function submitted() {
    const frame = { draws, submitted: performance.now(), finished: null };
    const fence = gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0);
    const context = gl;
    draws = [];
    context.flush();
    frames.push(frame);
    const look = () => {
      const state = context.clientWaitSync(fence, 0, 0);
      if (state === context.TIMEOUT_EXPIRED) setTimeout(look, 1);
      else frame.finished = performance.now();
    };
    setTimeout(look, 0);
  }

  new MutationObserver((changes) => {
    for (const { target } of changes) shown.push({ key: target.dataset.shown, at: performance.now() });
  }).observe(document, { subtree: true, attributeFilter: ["data-shown"] });
  addEventListener("keydown", ({ key, timeStamp }) => keys.push({ key, at: timeStamp }), true);
  addEventListener("click", ({ timeStamp }) => clicks.push({ at: timeStamp }), true);

  const { send } = WebSocket.prototype;
  WebSocket.prototype.send = function (message) {
    sent.push({ at: performance.now() });
    send.call(this, message);
  };

  /** Waits until `find` gives something, and gives that. */
  function until(find) {
    const latest = performance.now() + PATIENCE;
    return new Promise((ready, failed) => {
      const look = () => {
        const found = find();
        if (found) ready(found);
        else if (performance.now() > latest) failed(new Error(`in vain: ${find}; ${JSON.stringify(frames.slice(-5))}`));
        else setTimeout(look, 4);
      };
      look();
    });
  }

  /** The first finished frame with a draw of about `size` vertices that was submitted after a moment. */
  const frameWith = (size, after) => () =>
    frames.find(
      (frame) =>
        frame.finished && frame.submitted >= after && frame.draws.some((own) => Math.abs(own / size - 1) < 0.02),
    );

  const ends = (part) =>
    Math.max(...performance.getEntriesByType("resource").filter(({ name }) => part.test(name)).map((one) => one.responseEnd));

  globalThis.bench = {
    /** The vertices of the largest draw so far. */
    largest: () => Math.max(0, ...frames.flatMap((frame) => frame.draws)),

    /** When the first frame with the polygons was finished. */
    first: async (size) => (await until(frameWith(size, 0))).finished,

    /** The parts of the first map of the app, as moments. */
    async parts(size) {
      const drawn = await bench.first(size);
      const script = performance.getEntriesByType("resource").find(({ name }) => name.endsWith("/map.js"));
      return { asked: sent[0].at, called: script.startTime, fetched: ends(/deck\.js$|\.gz$/), shown: shown[0].at, drawn };
    },

    /** What the choice with the last Enter took until the new colours were drawn, and its parts, from the key press. */
    async change(size, key) {
      const start = keys.findLast((one) => one.key === "Enter").at;
      const handed = await until(() => shown.find((one) => one.at >= start && one.key.startsWith(key)));
      const { finished } = await until(frameWith(size, handed.at));
      return { sent: sent.find(({ at }) => at >= start).at - start, shown: handed.at - start, drawn: finished - start };
    },

    /** What the change took that was made at a moment. */
    async drawn(size, start) {
      return (await until(frameWith(size, start))).finished - start;
    },

    /** What a click took until a heading named what was clicked. */
    async click() {
      const names = /Buurt \d{5}/;
      await until(() => [...document.querySelectorAll("h1, h2, h3")].some((heading) => names.test(heading.textContent)));
      return performance.now() - clicks.at(-1).at;
    },
  };
})();
