// What stands in an article before anybody asks for a run: a picture of it, where LastAck drew one when it was
// built, else what the article itself says; and a button.

/** @typedef {"en" | "zh"} Language */

/** @type {Record<Language, { run: string, starts: string, picture: string, frame: string, failed: string, again: string }>} */
export const WORDS = {
  en: { run: "Run it", starts: "Starting…", picture: "How the connection ends, drawn", frame: "LastAck: how a TCP connection ends", failed: "LastAck did not start.", again: "LastAck did not start. Check the connection, then press Run it again." },
  zh: { run: "运行", starts: "正在启动…", picture: "连接如何结束的图示", frame: "LastAck：TCP 连接如何结束", failed: "LastAck 未能启动。", again: "LastAck 未能启动。请检查网络，然后再点一次“运行”。" },
};

/** Adopted, not written into the article: a policy of it that forbids styles among its elements lets this be. */
export const STYLES = new CSSStyleSheet();
STYLES.replaceSync(`
:host { display: block; position: relative; margin: 1em 0; color-scheme: var(--lastack-color-scheme, light dark); }
:host([theme="light"]) { color-scheme: light; }
:host([theme="dark"]) { color-scheme: dark; }
:host([hidden]) { display: none; }
.poster { position: relative; display: block; min-height: 120px; }
img { display: block; width: 100%; height: auto; max-height: 560px; object-fit: cover; object-position: top; mask: linear-gradient(#000 calc(100% - 96px), transparent); }
button {
  position: absolute; inset-inline-start: 50%; inset-block-end: 20px; translate: -50%;
  display: inline-flex; align-items: center; gap: 8px; min-height: 44px; padding: 0 18px;
  border: 1px solid transparent; border-radius: 4px; cursor: pointer;
  background: var(--lastack-ink, light-dark(#1c1e22, #e8e6e1)); color: var(--lastack-paper, light-dark(#fcfbf8, #14161a));
  font: 600 15px/20px var(--lastack-sans, system-ui, sans-serif);
}
button[aria-disabled="true"] { cursor: progress; }
.own { min-height: 0; }
.own button { position: static; translate: none; margin-block-start: 8px; }
button:focus-visible { outline: 2px solid; outline-offset: 3px; }
svg { width: 12px; height: 12px; fill: currentColor; }
p { margin: 8px 0 0; font: 14px/20px var(--lastack-sans, system-ui, sans-serif); }
iframe { display: block; width: 100%; border: 0; }
iframe.arriving { position: absolute; inset: 0; height: 100%; opacity: 0; pointer-events: none; }
[hidden] { display: none; }
@media print {
  button { display: none; }
  img { max-height: none; mask: none; }
}
`);

export class Poster {
  #run = document.createElement("button");
  #name = document.createElement("span");
  /** Read out when it is written. */
  #note = document.createElement("p");
  #words = WORDS.en;
  #poster = document.createElement("div");
  element = document.createElement("div");

  /** @param {() => void} run what a press does */
  constructor(run) {
    this.#run.type = "button";
    this.#run.part.add("run");
    this.#run.append(triangle(), this.#name);
    this.#run.addEventListener("click", () => {
      if (this.#run.ariaDisabled !== "true") run();
    });
    this.#note.setAttribute("role", "status");
    this.#note.hidden = true;
    this.element.append(this.#poster, this.#note);
  }

  /** Whether it is there to be seen, though nobody may see it now. */
  get drawn() {
    return this.#poster.hasChildNodes();
  }

  /**
   * @param {object} what
   * @param {string | null} what.preset that has a picture
   * @param {Language} what.language
   * @param {boolean} what.narrow whether the article has little room for it
   * @param {string} what.says what the article itself says of a picture, or ""
   * @param {URL} what.home
   */
  draw({ preset, language, narrow, says, home }) {
    this.#words = WORDS[language];
    this.starts(false);
    const own = document.createElement("slot");
    this.#poster.className = preset === null ? "poster own" : "poster";
    this.#poster.replaceChildren(own, this.#run);
    if (preset === null) return;
    const picture = document.createElement("img");
    picture.part.add("picture");
    picture.alt = says || this.#words.picture;
    picture.decoding = "async";
    picture.addEventListener("error", () => {
      picture.remove();
      own.hidden = false;
      this.#poster.className = "poster own";
    });
    picture.src = new URL(`s/${preset}/${narrow ? "narrow" : "picture"}.${language === "en" ? "svg" : `${language}.svg`}`, home).href;
    own.hidden = true;
    this.#poster.prepend(picture);
  }

  /** @param {boolean} whether somebody has asked, and it is on its way */
  starts(whether) {
    this.#run.ariaDisabled = String(whether);
    this.#name.textContent = whether ? this.#words.starts : this.#words.run;
    this.#note.hidden = true;
  }

  /** It did not come: it may be asked for again. */
  failed() {
    this.starts(false);
    this.#note.hidden = false;
    this.#note.textContent = this.#words.again;
  }
}

function triangle() {
  const SVG = "http://www.w3.org/2000/svg";
  const drawing = document.createElementNS(SVG, "svg");
  drawing.setAttribute("viewBox", "0 0 12 12");
  drawing.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", "M2 1 11 6 2 11Z");
  drawing.append(path);
  return drawing;
}
