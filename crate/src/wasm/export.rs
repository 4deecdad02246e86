//! A run in the formats of other people's tools.
//!
//! Only in the package that is built with the feature `tools`: a page fetches that one when somebody takes a run away.

use super::errors::{no_format, no_option};
use super::objects::{parse, stringify};
use super::simulation::Simulation;
use crate::trace::export::{Exported, Format, Lang, Options, export, left_out_of_lab};
use js_sys::Uint8Array;
use serde::Serialize;
use tsify::{Ts, Tsify};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// What a run can leave as: `pcapng` as bytes, all others as text.
#[derive(Serialize, Tsify)]
#[tsify(type = "'ladder' | 'svg' | 'mermaid' | 'json' | 'tcpdump' | 'pcapng' | 'lab'")]
pub struct ExportFormat(String);

/// How a run is to be told; what is left out has its default. Read by its names, never made here.
#[derive(Serialize, Tsify)]
pub struct ExportOptions {
    #[tsify(optional, type = "'en' | 'zh'")]
    lang: (),
    /// Of `tcpdump` and `pcapng`: what crosses that host's interface.
    #[tsify(optional, type = "HostId | 'both'")]
    host: (),
    #[tsify(optional, type = "string")]
    title: (),
    #[tsify(optional, type = "string")]
    about: (),
    /// Of `svg`, in pixels.
    #[tsify(optional, type = "number")]
    width: (),
    /// Of `svg`: a card of that height, as link previews want it, in place of the whole run.
    #[tsify(optional, type = "number")]
    height: (),
    /// Of `svg`: as the reader's system is, if left out.
    #[tsify(optional, type = "'light' | 'dark'")]
    theme: (),
    /// Of `svg`: plays once, unless the reader wants no motion.
    #[tsify(optional, type = "boolean")]
    animated: (),
}

#[wasm_bindgen]
impl Simulation {
    /// The whole run, to its end, wherever it stands. Throws an `ExportError` that names the option and what was
    /// expected.
    #[wasm_bindgen(js_name = exportRun, unchecked_return_type = "string | Uint8Array<ArrayBuffer>")]
    pub fn export_run(
        &self,
        #[wasm_bindgen(unchecked_param_type = "ExportFormat")] format: &str,
        options: Option<Ts<ExportOptions>>,
    ) -> Result<JsValue, JsValue> {
        let format = Format::find(format).ok_or_else(|| no_format(format))?;
        let options = options.map_or_else(|| Ok(Options::default()), |options| read(&options.js_value()))?;
        Ok(match export(&self.run, format, &options) {
            Exported::Text(text) => text.into(),
            Exported::Bytes(bytes) => Uint8Array::from(bytes.as_slice()).into(),
        })
    }

    /// What of this run no kernel can be asked for, a sentence for each: the format `lab` goes without it.
    #[wasm_bindgen(js_name = leftOutOfLab)]
    pub fn left_out_of_lab(
        &self,
        #[wasm_bindgen(unchecked_param_type = "ExportOptions['lang']")] lang: Option<String>,
    ) -> Vec<String> {
        let is_chinese = lang.as_deref() == Some(Lang::Zh.name());
        left_out_of_lab(&self.run, if is_chinese { Lang::Zh } else { Lang::En })
    }
}

fn read(options: &JsValue) -> Result<Options, JsValue> {
    let mut read = Options::default();
    let text = stringify(options)?;
    let value = parse(&text).map_err(|problem| no_option("options", &problem))?;
    let map = value.as_object().ok_or_else(|| no_option("options", "expected an object"))?;
    for (name, value) in map.iter() {
        read.set(name, value).map_err(|wrong| no_option(&wrong.name, &wrong.problem))?;
    }
    Ok(read)
}
