"use strict";

const STEP = 5;
const RADIUS = 100;
const $ = (id) => document.getElementById(id);

let model = null;
let image = null;
let turned = null;
/** Feature maps by angle, of the image that is shown. */
let maps = new Map();
/** Answers of an image that was replaced meanwhile are dropped. */
let generation = 0;

/** Shows what went wrong, or nothing. */
function say(problem) {
  $("error").textContent = problem ?? "";
  $("error").hidden = !problem;
}

/** The server's answer, or an error with its reason. */
async function ask(path, body) {
  let response;
  try {
    response = await fetch(path, body && {
      method: "POST",
      headers: { "Content-Type": "application/octet-stream" },
      body,
    });
  } catch {
    throw new Error("The server does not answer: is it still running?");
  }
  const answer = await response.json();
  if (!response.ok) {
    throw new Error(`This can't be shown: ${answer.error}.`);
  }
  return answer;
}

const percent = (p) => `${(100 * p).toFixed(2)} %`;
const count = (n) => n.toLocaleString("en");

function facts(net) {
  return `${net.name}: ${count(net.parameters)} parameters, group ${net.group}`;
}

/** Loads an image's bytes and shows its turns. */
async function load(bytes) {
  const own = ++generation;
  say(null);
  try {
    const answer = await ask(`api/turned?step=${STEP}`, bytes);
    if (own !== generation) return;
    image = bytes;
    turned = answer;
    maps = new Map();
    $("result").hidden = false;
    drawPolar();
    show();
  } catch (e) {
    if (own !== generation) return;
    $("result").hidden = true;
    $("maps").hidden = true;
    say(e.message);
  }
}

function showNet(id, answer, index) {
  const best = answer.class[index];
  const place = model.classes.indexOf(best);
  const box = $(id);
  box.querySelector(".label").textContent = best;
  box.querySelector(".probability").textContent = percent(answer.probabilities[index][place]);
  const upright = model.classes.indexOf(answer.class[0]);
  const over = answer.probabilities.map((p) => p[upright]);
  const changes = answer.class.filter((c) => c !== answer.class[0]).length;
  box.querySelector(".note").textContent =
    `${answer.class[0]} over all angles: ${percent(Math.min(...over))} to ${percent(Math.max(...over))}` +
    (changes ? `; another class at ${changes} of ${over.length} angles` : "");
}

/** Shows the angle that the slider is at. */
function show() {
  const angle = Number($("slider").value);
  $("angle").textContent = `${angle}°`;
  $("slider").setAttribute("aria-valuetext", `${angle} degrees`);
  for (const button of document.querySelectorAll("[data-angle]")) {
    button.setAttribute("aria-pressed", String(Number(button.dataset.angle) === angle));
  }
  if (!turned) return;
  const index = angle / STEP;
  $("turned").src = turned.pictures[index];
  showNet("model", turned.model, index);
  if (turned.beside) showNet("beside", turned.beside, index);
  const hand = $("polar").querySelector(".now");
  const [x, y] = point(angle, 1);
  hand.setAttribute("x2", x);
  hand.setAttribute("y2", y);
  showMaps(angle);
}

/** Counter-clockwise from the right, as angles of turns are. */
function point(angle, radius) {
  const t = (angle * Math.PI) / 180;
  return [(radius * RADIUS * Math.cos(t)).toFixed(2), (-radius * RADIUS * Math.sin(t)).toFixed(2)];
}

function add(parent, name, attributes, text) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  if (text) element.textContent = text;
  parent.append(element);
}

function drawPolar() {
  const svg = $("polar");
  svg.replaceChildren();
  for (const r of [0.25, 0.5, 0.75, 1]) add(svg, "circle", { r: r * RADIUS });
  for (const angle of [0, 90, 180, 270]) {
    const [x, y] = point(angle, 1.16);
    add(svg, "text", { x, y }, `${angle}°`);
  }
  const line = (answer, name) => {
    const place = model.classes.indexOf(answer.class[0]);
    const points = turned.angles.map((a, i) => point(a, answer.probabilities[i][place]).join(","));
    add(svg, "polygon", { points: points.join(" "), class: name });
  };
  if (turned.beside) line(turned.beside, "other");
  line(turned.model, "own");
  add(svg, "line", { x1: 0, y1: 0, x2: RADIUS, y2: 0, class: "now" });
  $("polar-caption").textContent =
    `Probability of the upright image's class over the angle; rings at 25, 50, 75 and 100 %.`;
}

/** Feature maps are fetched as they are looked at. */
async function showMaps(angle) {
  const own = generation;
  try {
    if (!maps.has(angle)) {
      maps.set(angle, ask(`api/features?angle=${angle}`, image));
    }
    const found = await maps.get(angle);
    if (own !== generation || Number($("slider").value) !== angle) return;
    $("maps").hidden = found.fields.length === 0;
    $("layer").textContent = found.layer;
    $("orientations").replaceChildren(...found.orientations.map((o) => {
      const cell = document.createElement("th");
      cell.scope = "col";
      cell.textContent = o;
      return cell;
    }));
    $("fields").replaceChildren(...found.fields.map((field, f) => {
      const row = document.createElement("tr");
      row.append(...field.map((source, o) => {
        const cell = document.createElement("td");
        const picture = document.createElement("img");
        picture.src = source;
        picture.alt = `Field ${f + 1}, orientation ${found.orientations[o]}`;
        cell.append(picture);
        return cell;
      }));
      return row;
    }));
  } catch (e) {
    maps.delete(angle);
    if (own === generation) say(e.message);
  }
}

/** White strokes on black; the server brings them to the net's size. */
function drawing() {
  const canvas = $("canvas");
  const pen = canvas.getContext("2d");
  let waiting = 0;
  const clear = () => {
    pen.fillStyle = "#000";
    pen.fillRect(0, 0, canvas.width, canvas.height);
  };
  const place = (event) => {
    const box = canvas.getBoundingClientRect();
    return [
      ((event.clientX - box.left) * canvas.width) / box.width,
      ((event.clientY - box.top) * canvas.height) / box.height,
    ];
  };
  const send = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => canvas.toBlob((blob) => load(blob), "image/png"), 150);
  };
  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    pen.lineWidth = 18;
    pen.lineCap = "round";
    pen.lineJoin = "round";
    pen.strokeStyle = "#fff";
    pen.beginPath();
    pen.moveTo(...place(event));
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!canvas.hasPointerCapture(event.pointerId)) return;
    pen.lineTo(...place(event));
    pen.stroke();
  });
  canvas.addEventListener("pointerup", send);
  $("clear").addEventListener("click", clear);
  clear();
}

function files() {
  const drop = $("drop");
  $("file").addEventListener("change", (event) => {
    if (event.target.files.length) load(event.target.files[0]);
    event.target.value = "";
  });
  drop.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") $("file").click();
  });
  for (const kind of ["dragenter", "dragover"]) {
    document.addEventListener(kind, (event) => {
      event.preventDefault();
      drop.classList.add("over");
    });
  }
  document.addEventListener("dragleave", () => drop.classList.remove("over"));
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    if (event.dataTransfer.files.length) load(event.dataTransfer.files[0]);
  });
}

async function start() {
  files();
  drawing();
  $("slider").addEventListener("input", show);
  for (const button of document.querySelectorAll("[data-angle]")) {
    button.addEventListener("click", () => {
      $("slider").value = button.dataset.angle;
      show();
    });
  }
  try {
    model = await ask("api/model");
  } catch (e) {
    say(e.message);
    return;
  }
  document.title = `${model.name} – Pinwheel`;
  $("facts").textContent =
    `${facts(model)}; images of ${model.height}×${model.width}, ${model.channels === 1 ? "grey" : "colour"}`;
  $("model").querySelector("h3").textContent = facts(model);
  const beside = $("beside");
  if (model.beside) {
    beside.querySelector("h3").textContent = facts(model.beside);
  } else {
    beside.querySelector("h3").textContent = "No other net beside it";
    beside.querySelector(".answer").hidden = true;
    beside.querySelector(".note").textContent =
      "Start the server with --beside and a plain net for the same images to see what an ordinary one says.";
  }
  $("drawing").hidden = model.channels !== 1;
}

start();
