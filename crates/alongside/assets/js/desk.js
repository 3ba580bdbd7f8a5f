// The desk's scripts. Each only adds to what forms and links already do.

import { $, toEnd } from "./common.js";
import { coachedFields } from "./coach.js";
import { composer } from "./composer.js";
import { forms } from "./forms.js";
import { keys } from "./keys.js";
import { live } from "./live.js";
import { records } from "./records.js";
import { suggestions } from "./suggest.js";
import { times } from "./times.js";

forms();
keys();
times();
composer();
coachedFields();
suggestions();
records();
if ($("[data-view]")) live();

// Begin where something is new, or at the latest word, which the composer stands below.
if ($("main").dataset.ticket && !location.hash) {
  const fresh = $(".fresh");
  if (fresh) fresh.scrollIntoView({ block: "center" });
  else if ($("#thread").childElementCount > 3) toEnd();
}
$("#errors")?.focus();
