// The practice console in real Chromium: for every scenario the product's check fails as the scenario means it, a person
// puts it right by the console's forms alone, the check passes, and the console says "Solved".
//   node practice-console.mjs POMERIUM_OKTA
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { after, before, test } from 'node:test';
import { chromium } from 'playwright-core';
import { environment, report, run, statuses, verifyLogin } from './support.mjs';

const program = process.argv[2];
const pomeriumUri = 'https://authenticate.example.com/oauth2/callback';

let browser;
before(async () => {
  browser = await chromium.launch({
    executablePath: process.env.INTEROP_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--no-proxy-server'],
  });
});
after(() => browser.close());

/** A demo organization in a scenario, and a person at its console. */
async function practice(scenario, use, options = {}) {
  const child = spawn(program, ['demo-org', '--seed', '7', '--scenario', scenario, '--redirect-uri', pomeriumUri],
                      { env: environment(), stdio: ['ignore', 'pipe', 'inherit'] });
  const context = await browser.newContext(options);
  try {
    const ready = JSON.parse(await new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', () => reject(new Error('the demo organization ended')));
      child.stdout.setEncoding('utf8').once('data', resolve);
    }));
    await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: ready.org_url });
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    const problems = [];
    page.on('console', message => { if (message.type() === 'error' && !message.text().includes('status of 400')) problems.push(message.text()); });
    page.on('pageerror', error => problems.push(String(error)));
    await page.goto(ready.org_url);
    await use({ ...ready, page });
    assert.deepEqual(problems, [], 'nothing was blocked and no script failed');
  } finally {
    await context.close();
    child.removeAllListeners('exit');
    child.kill('SIGTERM');
  }
}

/** The product's sign-in check, with a person at a browser. */
function verify(demo, given = {}) {
  return verifyLogin(program, {
    issuer: demo.issuer, clientId: demo.client_id, secret: demo.client_secret, port: 17817, timeout: 30, ...given,
  });
}

/** A sign-in that goes through: what it says. */
async function signIn(demo, given = {}) {
  const { output, object } = await verify(demo, given);
  assert.equal(output.status, 0, output.stderr);
  return object;
}

/** One that is refused: what it says. It ends by itself, or, where only the browser could know, when its time is over. */
async function signInRefused(demo) {
  const { output, object } = await verify(demo, { timeout: 12, browser: 'maybe' });
  assert.notEqual(output.status, 0);
  return object;
}

async function checkToken(demo, token = demo.api_token) {
  const output = await run(program, ['verify-token', '--org', demo.org_url, '--token-file', '-', '--json'], { input: `${token}\n` });
  return report(output);
}

function assertPassed(object) {
  const failed = object.checks.filter(each => each.status === 'failed');
  assert.deepEqual(failed, []);
  assert.equal(object.result, 'passed');
}

/** Some check failed, and what it says has these words. */
function assertFailed(object, words) {
  const failed = object.checks.find(each => each.status === 'failed');
  assert.ok(failed, JSON.stringify(statuses(object)));
  assert.match(JSON.stringify(failed), words);
}

async function openApp(page) {
  await page.getByRole('link', { name: 'Applications', exact: true }).click();
  await page.getByRole('link', { name: 'Pomerium', exact: true }).click();
}

async function editGeneral(page, change) {
  await openApp(page);
  await page.locator('section', { has: page.getByRole('heading', { name: 'General Settings' }) }).getByRole('link', { name: 'Edit' }).click();
  await change(page);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Saved.').waitFor();
}

async function addUris(page, uris) {
  const count = await page.getByRole('textbox', { name: /^Sign-in redirect URI/ }).count();
  for (let i = 0; i < uris.length; ++i) {
    await page.getByRole('button', { name: 'Add URI: Sign-in redirect URI' }).click();
    await page.getByRole('textbox', { name: `Sign-in redirect URI ${count + i + 1}`, exact: true }).fill(uris[i]);
  }
}

async function assertSolved(page) {
  await page.reload();
  await page.getByText('Solved', { exact: true }).waitFor();
}

test('Refresh Token forgotten', () => practice('refresh-token-forgotten', async demo => {
  assertFailed(await signInRefused(demo), /Refresh Token/);
  await editGeneral(demo.page, page => page.getByRole('checkbox', { name: 'Refresh Token' }).check());
  assertPassed(await signIn(demo));
  await assertSolved(demo.page);
}));

test('Loopback URIs missing', () => practice('loopback-uris-missing', async demo => {
  assertFailed(await signInRefused(demo), /redirect/i);
  await editGeneral(demo.page, page => addUris(page, [17817, 24817, 28817].map(port => `http://127.0.0.1:${port}/callback`)));
  assertPassed(await signIn(demo));
  await assertSolved(demo.page);
}));

test('Pomerium\'s redirect URI missing', () => practice('pomerium-redirect-uri-missing', async demo => {
  // verify-login knows no authenticate URL; Okta's answer to Pomerium's own request is what a user would meet.
  const ask = () => fetch(`${demo.issuer}/oauth2/v1/authorize?${new URLSearchParams({
    client_id: demo.client_id, redirect_uri: pomeriumUri, response_type: 'code', scope: 'openid', state: 'c3RhdGU=', prompt: 'none',
  })}`, { redirect: 'manual' });
  assert.equal((await ask()).status, 400);
  await editGeneral(demo.page, page => addUris(page, [pomeriumUri]));
  assert.equal((await ask()).status, 302);
  assertPassed(await signIn(demo));
  await assertSolved(demo.page);
}));

test('Secret rotated', () => practice('secret-rotated', async demo => {
  assertFailed(await signInRefused(demo), /secret/i);
  await openApp(demo.page);
  const active = demo.page.locator('.row', { hasText: 'Client secret', has: demo.page.getByText('Active', { exact: true }) }).last();
  await active.getByRole('button', { name: 'Copy Client secret' }).click();
  await active.getByText('Copied').waitFor();
  const secret = await demo.page.evaluate(() => navigator.clipboard.readText());
  assert.match(secret, /^PRACTICE/);
  assert.notEqual(secret, demo.client_secret);
  assertPassed(await signIn(demo, { secret }));
  await assertSolved(demo.page);
}));

test('DPoP required', () => practice('dpop-required', async demo => {
  assertFailed(await signInRefused(demo), /DPoP/);
  await editGeneral(demo.page, page => page.getByRole('checkbox', { name: /DPoP/ }).uncheck());
  assertPassed(await signIn(demo));
  await assertSolved(demo.page);
}));

test('Robin not assigned', () => practice('robin-not-assigned', async demo => {
  const { object, sight } = await verify(demo, { timeout: 12 });
  assert.notEqual(object.result, 'passed');
  assert.match(sight.text, /You are not allowed to access this app/);
  await openApp(demo.page);
  await demo.page.getByRole('link', { name: 'Assignments' }).click();
  await demo.page.getByRole('combobox', { name: 'Assign to People' }).selectOption('Robin Example');
  await demo.page.getByRole('button', { name: 'Assign the person' }).click();
  assertPassed(await signIn(demo));
  await assertSolved(demo.page);
}));

test('App inactive', () => practice('app-inactive', async demo => {
  assertFailed(await signInRefused(demo), /client/i);
  await openApp(demo.page);
  await demo.page.getByRole('button', { name: 'Activate', exact: true }).click();
  assertPassed(await signIn(demo));
  await assertSolved(demo.page);
}));

test('Token without rights', () => practice('token-without-rights', async demo => {
  assertFailed(await checkToken(demo), /permission|role|right/i);
  await demo.page.getByRole('link', { name: 'Administrators' }).click();
  await demo.page.getByRole('combobox', { name: 'Role' }).selectOption('Read-only Administrator');
  await demo.page.getByRole('button', { name: /^Save the role/ }).click();
  assertPassed(await checkToken(demo));
  await assertSolved(demo.page);
}));

test('Everything works', () => practice('everything-works', async demo => {
  assertPassed(await signIn(demo));
  assertPassed(await checkToken(demo));
  await demo.page.getByRole('link', { name: 'System Log' }).click();
  for (const type of ['user.session.start', 'app.oauth2.authorize.code', 'app.oauth2.token.grant.refresh_token', 'app.oauth2.token.revoke'])
    assert.ok(await demo.page.getByText(type, { exact: true }).count() > 0, type);
  assert.ok(await demo.page.getByText('GET /api/v1/groups', { exact: true }).count() > 0);
  await assertSolved(demo.page);
}));

/** Until the clock of this computer has passed [hour, minute, second], as the product says it: a minute at most. */
async function clock(time) {
  const then = new Date();
  then.setHours(...time, 999);
  const left = (then.getTime() - Date.now() + 86_400_000) % 86_400_000;
  assert.ok(left <= 62_000, `${left} ms are no countdown of a minute`);
  await new Promise(after => setTimeout(after, left));
}

test('Rate limit used up', () => practice('rate-limit-used-up', async demo => {
  const { page } = demo;
  await page.getByRole('button', { name: 'Hint' }).click();
  await page.getByRole('button', { name: 'What do I do there?' }).click();
  await page.getByText(/Wait for the countdown/).first().waitFor();
  const refused = await checkToken(demo);
  assertFailed(refused, /too many requests/);
  const failed = refused.checks.find(each => each.status === 'failed');
  assert.match(failed.remedy, /^Wait\b.*check again/);
  await clock(/until (\d\d):(\d\d):(\d\d)/.exec(failed.cause).slice(1).map(Number));
  assertPassed(await checkToken(demo));
  await page.getByRole('link', { name: 'System Log', exact: true }).click();
  assert.ok(await page.getByText('system.org.rate_limit.violation', { exact: true }).count() > 0);
  await assertSolved(page);
}));

/** Tab until the control of this role and name has the focus. */
async function tabTo(page, role, name) {
  const wanted = await page.getByRole(role, { name, exact: true }).first().elementHandle();
  for (let i = 0; i < 120; ++i) {
    await page.keyboard.press('Tab');
    if (await page.evaluate(element => document.activeElement === element, wanted))
      return;
  }
  assert.fail(`the keyboard does not reach ${role} ${name}`);
}

test('Empty org, by the keyboard alone', () => practice('empty-org', async demo => {
  const { page } = demo;
  const press = async (role, name, key = 'Enter') => { await tabTo(page, role, name); await page.keyboard.press(key); };
  const load = async act => { await Promise.all([page.waitForEvent('load'), act()]); };
  await load(() => press('link', 'Applications'));
  await load(() => press('link', 'Create App Integration'));
  await press('radio', 'OIDC - OpenID Connect Sign-in through a token. Pomerium uses this one.', 'Space');
  await press('radio', 'Web Application Runs on a server.', 'Space');
  await load(() => press('button', 'Next'));
  await tabTo(page, 'textbox', 'App integration name');
  await page.keyboard.type('Pomerium');
  assert.ok(await page.getByRole('checkbox', { name: 'Authorization Code' }).isChecked());
  assert.ok(!await page.getByRole('checkbox', { name: 'Refresh Token' }).isChecked());
  await press('checkbox', 'Refresh Token', 'Space');
  await tabTo(page, 'textbox', 'Sign-in redirect URI 1');
  await page.keyboard.type('http://127.0.0.1:17817/callback');
  await load(() => press('button', 'Add URI: Sign-in redirect URI'));
  await tabTo(page, 'textbox', 'Sign-in redirect URI 2');
  await page.keyboard.type(pomeriumUri);
  await press('radio', 'Skip group assignment for now', 'Space');
  await page.keyboard.press('ArrowDown'); // the first of the three: the group of radio buttons goes round
  await load(() => press('button', 'Save'));
  await page.getByText('Application created.').waitFor();
  await page.getByText('3 of 7 done').waitFor();
  const [clientId, secret] = await page.locator('[data-copy]').evaluateAll(all => all.map(each => each.dataset.copy));
  await load(() => press('link', 'Sign On'));
  await load(() => press('link', 'Edit'));
  await tabTo(page, 'combobox', 'Groups claim filter');
  await page.keyboard.type('Matches');
  await tabTo(page, 'textbox', 'Groups claim filter value');
  await page.keyboard.type('.*');
  await load(() => press('button', 'Save'));
  await page.getByText('4 of 7 done').waitFor();
  const mine = { ...demo, client_id: clientId, client_secret: secret };
  assertPassed(await signIn(mine));
  await load(() => press('link', 'API'));
  await load(() => press('link', 'Create token'));
  await tabTo(page, 'textbox', 'What do you want your token to be named?');
  await page.keyboard.type('Pomerium directory sync');
  await load(() => press('button', 'Create token'));
  const token = await page.locator('[data-copy]').first().evaluate(each => each.dataset.copy);
  assertPassed(await checkToken(demo, token));
  await assertSolved(page);
  await page.getByText('7 of 7 done').waitFor();
}));

/** WCAG 2: the contrast of two colors "rgb(r, g, b)". */
function contrast(one, other) {
  const luminance = color => {
    const [r, g, b] = color.match(/[\d.]+/g).map(Number).map(value => value / 255)
      .map(value => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

for (const colorScheme of ['light', 'dark']) {
  test(`every page can be read and every control has a name, ${colorScheme}`, () => practice('secret-rotated', async demo => {
    const { page } = demo;
    await page.getByRole('button', { name: 'Hint' }).click();
    const app = `/admin/app/oidc_client/instance/${demo.client_id}`;
    for (const path of ['/admin/dashboard', '/admin/apps/active', '/admin/apps/create', '/admin/apps/oauth2-wizard/create?applicationType=WEB',
                        app, `${app}?edit=general`, `${app}?tab=signon&edit=claim`, `${app}?tab=assignments`, '/admin/users', '/admin/groups',
                        '/admin/access/api/tokens?create=1', '/admin/access/admins', '/admin/reports/system-log', '/admin/practice/sheet']) {
      await page.goto(demo.org_url + path);
      assert.match(await page.title(), /Practice console, not Okta$/);
      const texts = await page.evaluate(() => {
        const ground = element => {
          for (let each = element; each; each = each.parentElement) {
            const style = getComputedStyle(each);
            if (style.backgroundColor !== 'rgba(0, 0, 0, 0)')
              return style.backgroundColor;
            if (style.backgroundImage !== 'none') // the ribbon: the darker or lighter of its stripes, whichever is first
              return style.backgroundImage.match(/rgb\([^)]+\)/)[0];
          }
          return 'rgb(255, 255, 255)';
        };
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        const found = [];
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
          const element = node.parentElement;
          if (node.data.trim() && !['SCRIPT', 'STYLE', 'OPTION'].includes(element.tagName) && element.checkVisibility())
            found.push({ text: node.data.trim().slice(0, 40), color: getComputedStyle(element).color, ground: ground(element) });
        }
        return found;
      });
      for (const { text, color, ground } of texts)
        assert.ok(contrast(color, ground) >= 4.5, `${path}: "${text}" ${color} on ${ground} is ${contrast(color, ground).toFixed(2)}`);
      const nameless = await page.evaluate(() => [...document.querySelectorAll('input:not([type=hidden]), select, button, a')]
        .filter(each => !(each.getAttribute('aria-label') || each.textContent.trim() || each.labels?.length || each.closest('label')))
        .map(each => each.outerHTML));
      assert.deepEqual(nameless, [], path);
      assert.equal(await page.getByRole('heading', { level: 1 }).count(), 1, path);
    }
  }, { colorScheme }));
}
