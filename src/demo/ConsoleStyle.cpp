#include "demo/ConsoleStyle.h"

#include <QCryptographicHash>

namespace demo {

namespace {

QByteArray hashSource(const QByteArray &text)
{
    return "'sha256-" + QCryptographicHash::hash(text, QCryptographicHash::Sha256).toBase64() + '\'';
}

} // namespace

// Warm paper and teal: never to be mistaken for Okta's console, nor for the wizard. All text has at least 4.5:1 on what
// it stands on, all edges of controls 3:1.
const QByteArray &consoleStyle()
{
    static const QByteArray style = R"css(
:root { color-scheme: light dark;
  --bg: #f3f1ea; --surface: #fffefa; --sunken: #efece3; --line: #d5d0c2; --edge: #82796a; --text: #1c2b2a; --text2: #50605d;
  --accent: #0b6b5d; --on: #ffffff; --tint: #e1eeea; --stripe: #d2e6e0; --good: #1b6e35; --bad: #b3202a; --bad-tint: #fce9ea; }
@media (prefers-color-scheme: dark) { :root {
  --bg: #171c1b; --surface: #1f2625; --sunken: #131817; --line: #38423f; --edge: #7d8a85; --text: #e8ece8; --text2: #aab8b3;
  --accent: #57c3b0; --on: #0d1b19; --tint: #1d3530; --stripe: #234039; --good: #74cc8d; --bad: #ff8f87; --bad-tint: #3a2023; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--bg); color: var(--text); font: 0.9375rem/1.4 system-ui, sans-serif; }
a { color: var(--accent); }
h1 { font-size: 1.6rem; margin: 0; overflow-wrap: anywhere; }
h2 { font-size: 1.05rem; margin: 0; }
p { margin: 0 0 .75rem; max-width: 72ch; }
small { display: block; color: var(--text2); font-size: .85rem; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.skip { position: absolute; left: -99rem; } .skip:focus { left: 1rem; top: 3rem; background: var(--surface); padding: .5rem; }
.ribbon { display: flex; flex-wrap: wrap; gap: .25rem .75rem; font-size: .85rem; align-items: center; padding: .3rem 1.25rem; min-height: 2.5rem;
  border-bottom: 2px dashed var(--accent);
  background: repeating-linear-gradient(135deg, var(--tint) 0 14px, var(--stripe) 14px 28px); }
.ribbon strong { font-size: .9rem; } .ribbon .button { min-height: 1.75rem; padding: .3rem .65rem; font-size: .85rem; } .ribbon .end { margin-left: auto; display: flex; gap: .6rem; align-items: center; flex-wrap: wrap; }
.ribbon form { display: flex; gap: .4rem; align-items: center; margin: 0; }
.frame { display: flex; align-items: stretch; min-height: calc(100vh - 2.6rem); }
nav.side { flex: 0 0 13rem; background: var(--surface); border-right: 1px solid var(--line); padding: 1rem .6rem; }
nav.side ul { list-style: none; margin: 0; padding: 0; }
nav.side li { margin: .1rem 0; }
nav.side a, nav.side span { display: block; padding: .4rem .75rem; border-radius: 6px; color: var(--text); text-decoration: none; }
nav.side ul ul a, nav.side ul ul span { padding-left: 1.75rem; color: var(--text2); }
nav.side a:hover { background: var(--sunken); }
nav.side a[aria-current] { background: var(--tint); color: var(--text); font-weight: 600; }
nav.side span.off { color: var(--text2); font-style: italic; }
main { flex: 1; min-width: 0; padding: 1.4rem 1.75rem 3rem; max-width: 66rem; }
.crumb { color: var(--text2); margin: 0 0 .15rem; font-size: .85rem; }
.title { display: flex; gap: .75rem; align-items: center; flex-wrap: wrap; margin-bottom: 1rem; }
.title .who { margin-left: auto; color: var(--text2); font-size: .85rem; } .title form { margin: 0; }
.tabs { display: flex; gap: .25rem; border-bottom: 1px solid var(--line); margin-bottom: 1rem; }
.tabs a { padding: .5rem .75rem; color: var(--text2); text-decoration: none; border-bottom: 3px solid transparent; }
.tabs a[aria-current] { color: var(--text); font-weight: 600; border-bottom-color: var(--accent); }
.card { background: var(--surface); border: 1px solid var(--line); border-radius: 8px; padding: 1rem 1.2rem; margin: 0 0 .9rem; }
.card .head { display: flex; gap: .5rem; align-items: flex-start; min-height: 2rem; margin-bottom: .4rem; }
.card .actions { margin-left: auto; display: flex; gap: .5rem; flex-wrap: wrap; }
.card form, .inline { margin: 0; } .inline { display: inline-flex; gap: .5rem; }
.row { display: flex; gap: .25rem 1rem; align-items: baseline; margin: .55rem 0; border: 0; padding: 0; min-width: 0; }
.row > .name { flex: 0 0 11.5rem; float: left; width: 11.5rem; font-weight: 600; font-size: .9rem; padding: 0; }
.row > .what { flex: 1; min-width: 0; display: flex; flex-wrap: wrap; gap: .4rem .5rem; align-items: center; }
fieldset.row > .what { display: block; } fieldset.row > .what.hinted { padding: .3rem .5rem; }
.line { display: flex; gap: .5rem; margin: 0 0 .4rem; max-width: 40rem; align-items: center; flex-wrap: wrap; }
input[type=text], select { font: inherit; color: var(--text); background: var(--surface); border: 1px solid var(--edge); border-radius: 6px;
  padding: .35rem .6rem; min-height: 2.1rem; width: 26rem; max-width: 100%; }
select { width: auto; }
.line input[type=text], .value { font-family: ui-monospace, monospace; font-size: .875rem; }
.line input[type=text] { flex: 1; width: auto; min-width: 12rem; }
.value { display: inline-block; border: 1px solid var(--line); background: var(--sunken); border-radius: 6px; padding: .4rem .6rem; min-height: 2.1rem;
  overflow-wrap: anywhere; min-width: min(23rem, 100%); max-width: 100%; }
.choice { display: flex; gap: .45rem; align-items: flex-start; padding: .2rem .35rem; margin: 0 -.35rem; border-radius: 6px; width: fit-content; }
input[type=checkbox], input[type=radio] { width: 1.1rem; height: 1.1rem; margin: .1rem 0 0; accent-color: var(--accent); flex: none; }
.button { font: inherit; font-size: .875rem; line-height: 1.2; padding: .45rem .8rem; min-height: 2.1rem; border-radius: 6px; border: 1px solid var(--edge); cursor: pointer;
  background: var(--surface); color: var(--text); text-decoration: none; display: inline-block; white-space: nowrap; }
.button[hidden] { display: none; }
.button:hover { border-color: var(--accent); }
.button.primary { background: var(--accent); border-color: var(--accent); color: var(--on); font-weight: 600; }
.button.danger { color: var(--bad); }
.badge { border: 1px solid var(--good); color: var(--good); border-radius: 1rem; padding: .05rem .6rem; font-size: .85rem; background: var(--surface); }
.badge.off { border-color: var(--bad); color: var(--bad); }
.notice, .fault, .hint { border-radius: 8px; padding: .7rem 1rem; margin: 0 0 .9rem; border: 1px solid var(--accent); background: var(--tint); }
.fault { border-color: var(--bad); background: var(--bad-tint); color: var(--bad); }
.hint ol { margin: .3rem 0 .5rem; padding-left: 1.3rem; } .hint form { display: inline-flex; gap: .5rem; margin: 0; }
.solved { font-weight: 600; color: var(--good); background: var(--surface); border-radius: 6px; padding: .05rem .5rem; }
.hinted { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 8px; background: var(--tint); }
.button.hinted, .button.primary.hinted { outline-width: 3px; }
.quiet { color: var(--text2); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: .45rem .75rem .45rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
th { font-size: .85rem; color: var(--text2); font-weight: 600; } td { overflow-wrap: anywhere; } td form { margin: 0; }
td code { font-family: ui-monospace, monospace; font-size: .85rem; }
.steps { list-style: none; margin: 0; padding: 0; } .steps li { padding: .2rem 0; } .steps .mark { display: inline-block; width: 1.5rem; font-weight: 700; color: var(--good); }
@media (max-width: 48rem) { .frame { display: block; } nav.side { border-right: 0; border-bottom: 1px solid var(--line); padding: .4rem; }
  nav.side > ul { display: flex; flex-wrap: wrap; } main { padding: 1rem; } .row { display: block; } .row > .name { float: none; display: block; width: auto; } }
.sheet { max-width: 52rem; margin: 0 auto; padding: 1.5rem; } .sheet section { break-inside: avoid; border-top: 1px solid var(--line); padding: .8rem 0; }
.sheet dl { margin: .3rem 0 0; } .sheet dt { font-weight: 600; float: left; clear: left; width: 10rem; } .sheet dd { margin: 0 0 .3rem 10.5rem; }
@media print { :root { color-scheme: light; --bg: #ffffff; --text: #000000; --text2: #333333; --line: #999999; --accent: #0b6b5d; } body { background: #ffffff; color: #000000; } .noprint { display: none; } .sheet { padding: 0; max-width: none; } }
)css";
    return style;
}

const QByteArray &consoleScript()
{
    static const QByteArray script = R"js(
for (const button of document.querySelectorAll('button.copy')) {
  button.hidden = false;
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.textContent = 'Copied \u2713';
  });
}
)js";
    return script;
}

const QByteArray &consolePolicy()
{
    static const QByteArray policy = "default-src 'none'; style-src " + hashSource(consoleStyle()) + "; script-src "
        + hashSource(consoleScript()) + "; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    return policy;
}

} // namespace demo
