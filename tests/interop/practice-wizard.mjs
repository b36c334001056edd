// Every scenario as a trainee has it: the wizard by its accessible names, the practice console in real Chromium. The
// check fails as the scenario means it; the trainee knows nothing but the problem card, and does what its steps say;
// the check passes, the wizard says "Solved", and the console's log has what the checks did.
//   node practice-wizard.mjs WIZARD WITH_KEYRING
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { appendFileSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, test } from 'node:test';
import { chromium } from 'playwright-core';
import { Person, environment, folder, here } from './support.mjs';

const [wizardProgram, withKeyring] = process.argv.slice(2);
const callbacks = [17817, 24817, 28817].map(port => `http://127.0.0.1:${port}/callback`);

let browser;
before(async () => {
  browser = await chromium.launch({
    executablePath: process.env.INTEROP_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--no-proxy-server'],
  });
});
after(() => browser.close());

/** The hands at the wizard: hands.press('Continue'). */
class Hands {
  static async at(program, args, env) {
    const hands = new Hands();
    const server = createServer();
    await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
    const arrived = new Promise(resolve => server.once('connection', resolve));
    hands.child = spawn(withKeyring, ['--display', 'no-service', '/usr/bin/python3', join(here, 'trainee_at_wizard.py'),
                                      String(server.address().port), program, ...args],
                        { env: environment(env), stdio: ['ignore', 'ignore', 'pipe'] });
    let errors = '';
    hands.child.stderr.setEncoding('utf8').on('data', text => { errors += text; });
    hands.left = new Promise(resolve => hands.child.once('close', status => resolve({ status, errors })));
    hands.connection = await Promise.race([arrived, hands.left.then(end => { throw new Error(JSON.stringify(end)); })]);
    server.close();
    hands.answers = createInterface({ input: hands.connection })[Symbol.asyncIterator]();
    return new Proxy(hands, { get: (target, name) => name in target || name === 'then' ? target[name]
      : (...given) => target.do(name, ...given) });
  }

  async do(what, ...given) {
    this.connection.write(`${JSON.stringify({ do: what, with: given })}\n`);
    const { value: line, done } = await this.answers.next();
    if (done)
      throw new Error(`the wizard's hands are gone: ${JSON.stringify(await this.left)}`);
    const told = JSON.parse(line);
    assert.equal(told.lost, undefined, `${what} ${given}: not there: ${told.lost}\n${told.tree}`);
    return told.value;
  }

  async leave() {
    this.connection.end();
    await this.left;
  }
}

/** A trainee with the demo in a scenario: hands at the wizard, and a browser for what it opens. */
async function trainee(scenario, use) {
  const person = await Person.arrive();
  const bin = mkdtempSync(join(folder, 'bin-'));
  const opened = join(bin, 'opened');
  appendFileSync(opened, '');
  const exports = Object.entries(person.env).map(([name, value]) => `export ${name}='${value}'\n`).join('');
  // A sign-in goes to a person at a browser of their own; pages of the console are opened by the trainee.
  writeFileSync(join(bin, 'xdg-open'), `#!/bin/sh\n${exports}case $1 in\n*/oauth2/*) exec '${person.command}' "$@" ;;\n` +
                `*) printf '%s\\n' "$1" >> '${opened}' ;;\nesac\n`, { mode: 0o755 });
  const hands = await Hands.at(wizardProgram, ['--scenario', scenario, '--seed', '7'], { PATH: `${bin}:${process.env.PATH}` });
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    let read = 0;
    /** The page that the wizard opened last, in the trainee's browser. */
    const follow = async () => {
      const urls = () => (existsSync(opened) ? readFileSync(opened, 'utf8').split('\n').filter(Boolean) : []);
      while (urls().length <= read)
        await new Promise(after => setTimeout(after, 50));
      read = urls().length;
      await page.goto(urls().at(-1));
    };
    await hands.reach(1);
    await hands.press('Use the practice values');
    const org = await hands.text('Okta organization URL');
    assert.match(org, /^http:\/\/127\.0\.0\.1:\d+$/);
    await use({ hands, page, follow, org, person });
  } finally {
    await context.close();
    await hands.leave();
    person.leave();
  }
}

/** From page 1 to the client credentials, with the values that the demo hands out. */
async function toCredentials({ hands }) {
  await hands.press('Continue');
  await hands.reach(2);
  await hands.press('Mark as done: Refresh Token is selected', 'check box');
  await hands.press('Continue');
  await hands.reach(3);
  await hands.press('Use the practice values');
}

async function signIn({ hands, person }) {
  await hands.press('Continue');
  await hands.reach(4);
  await hands.press('Sign in with browser');
  await hands.say('can sign in\\.$');
  await person.sees();
}

/** The steps of the problem card that is shown: its numbered lines. */
async function steps(hands) {
  return (await hands.say('^1\\. ')).split('\n').map(line => line.replace(/^\d+\. /, ''));
}

/** One step of a card, as somebody does it who knows the words of the console and nothing else. */
async function take(step, { page, values, copied }) {
  const is = pattern => pattern.exec(step);
  let found;
  if (is(/^Select Edit\.$/))
    return page.locator('section', { has: page.getByRole('heading', { name: 'General Settings' }) }).getByRole('link', { name: 'Edit' }).click();
  if ((found = is(/^Under Grant type, select (.+)\.$/)))
    return page.getByRole('checkbox', { name: found[1] }).check();
  if (is(/clear the DPoP check box/))
    return page.getByRole('checkbox', { name: /DPoP/ }).uncheck();
  if (is(/^Add the URI to Sign-in redirect URIs\.$/)) {
    for (const value of values) {
      const count = await page.getByRole('textbox', { name: /^Sign-in redirect URI/ }).count();
      await page.getByRole('button', { name: 'Add URI: Sign-in redirect URI' }).click();
      await page.getByRole('textbox', { name: `Sign-in redirect URI ${count + 1}`, exact: true }).fill(value);
    }
    return undefined;
  }
  if (is(/^Select Save, then come back here\.$/)) {
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    return page.getByText('Saved.').waitFor();
  }
  if (is(/^Copy the Client ID again\.$/)) {
    copied.clientId = await page.getByRole('button', { name: 'Copy Client ID' }).first().getAttribute('data-copy');
    return undefined;
  }
  if (is(/^Copy the secret that is Active\.$/)) {
    const row = page.locator('.row', { hasText: 'Client secret', has: page.getByText('Active', { exact: true }) }).last();
    copied.clientSecret = await row.getByRole('button', { name: 'Copy Client secret' }).getAttribute('data-copy');
    return undefined;
  }
  if (is(/^If the app is Inactive, select Activate\.$/))
    return page.getByRole('button', { name: 'Activate', exact: true }).click();
  if (is(/^Select Assign\.$/))
    return page.getByRole('link', { name: 'Assignments' }).click();
  if (is(/^Select Assign to People or Assign to Groups\.$/))
    return page.getByRole('combobox', { name: 'Assign to People' }).selectOption('Robin Example');
  if (is(/^Select Assign beside each one, then Done\.$/))
    return page.getByRole('button', { name: 'Assign the person' }).click();
  return assert.fail(`a trainee does not know how to do “${step}”`);
}

/** Opens the card's page, does its steps, and comes back with what was copied. */
async function remedy(demo) {
  const { hands, page, follow } = demo;
  const all = await steps(hands);
  const values = (await hands.values()).filter(value => /^https?:/.test(value) && !value.startsWith(demo.org));
  await hands.press('Open this page in Okta');
  await follow();
  // The app's own page, or the list where the client ID leads to none.
  if (page.url().endsWith('/admin/apps/active'))
    await page.getByRole('link', { name: 'Pomerium', exact: true }).click();
  const copied = {};
  for (const step of all)
    await take(step, { page, values, copied });
  if (copied.clientId)
    await hands.enter('Client ID', copied.clientId);
  if (copied.clientSecret)
    await hands.enter('Client secret', copied.clientSecret, 'password text');
  return copied;
}

async function assertSolved({ hands, page, org }, ...events) {
  await hands.say('^Solved$');
  await page.goto(`${org}/admin/reports/system-log`);
  await page.getByText('Solved', { exact: true }).waitFor();
  for (const event of events)
    assert.ok(await page.getByText(event, { exact: false }).count() > 0, `${event} is not in the log`);
}

/** A mistake that the client credentials show. */
for (const { scenario, says, event } of [
  { scenario: 'refresh-token-forgotten', says: 'Refresh Token', event: 'unauthorized_client' },
  { scenario: 'pomerium-redirect-uri-missing', says: 'redirect URI', event: 'illegal_redirect_uri' },
  { scenario: 'loopback-uris-missing', says: 'redirect URI', event: 'illegal_redirect_uri' },
  { scenario: 'secret-rotated', says: 'client secret is wrong', event: 'invalid_client_secret' },
  { scenario: 'dpop-required', says: 'DPoP|proof', event: 'dpop' },
  { scenario: 'app-inactive', says: 'does not know this client ID', event: 'inactive_app' },
]) {
  test(scenario, () => trainee(scenario, async demo => {
    const { hands } = demo;
    await toCredentials(demo);
    await hands.say(says);
    await hands.say('^1\\. ');
    assert.ok(!await hands.is_enabled('Continue'));
    const copied = await remedy(demo);
    if (!copied.clientSecret)
      await hands.press('Check again');
    await signIn(demo);
    await assertSolved(demo, event, 'app.oauth2.token.grant.refresh_token', 'app.oauth2.token.revoke');
  }));
}

test('robin-not-assigned', () => trainee('robin-not-assigned', async demo => {
  const { hands, page, org, person } = demo;
  await toCredentials(demo);
  await hands.press('Continue');
  await hands.reach(4);
  await hands.press('Sign in with browser');
  const sight = await person.sees();
  assert.match(sight.text, /You are not allowed to access this app/);
  await hands.press('What do you see in your browser?', 'check box');
  await hands.press('You are not allowed to access this app', 'radio button');
  await remedy(demo);
  await hands.press('Cancel');
  await hands.press('Sign in with browser');
  await hands.say('can sign in\\.$');
  await person.sees();
  await assertSolved(demo, 'user_not_assigned', 'app.oauth2.authorize.code');
  assert.ok(page.url().startsWith(org));
}));

/** To page 5, and the demo's token in its field. */
async function toToken(demo) {
  const { hands } = demo;
  await toCredentials(demo);
  await signIn(demo);
  await hands.press('Continue');
  await hands.reach(5);
  await hands.press('Use the practice value');
}

test('token-without-rights', () => trainee('token-without-rights', async demo => {
  const { hands, page, follow } = demo;
  await toToken(demo);
  await hands.say('does not have permission');
  await hands.say('Read-Only Administrator');
  await hands.press('Open in Okta');
  await follow();
  await page.getByRole('link', { name: 'Administrators' }).click();
  await page.getByRole('combobox', { name: 'Role' }).selectOption('Read-only Administrator');
  await page.getByRole('button', { name: /^Save the role/ }).click();
  await hands.press('Check again');
  await hands.until_enabled('Continue');
  await assertSolved(demo, 'user.account.privilege.grant', 'GET /api/v1/groups');
}));

test('rate-limit-used-up', () => trainee('rate-limit-used-up', async demo => {
  const { hands } = demo;
  await toToken(demo);
  await hands.say('too many requests');
  await hands.say('check again in'); // and it does, by itself
  await hands.until_enabled('Continue', 'push button', 90);
  await assertSolved(demo, 'system.org.rate_limit.violation');
}));

test('everything-works', () => trainee('everything-works', async demo => {
  await toToken(demo);
  await demo.hands.until_enabled('Continue');
  await assertSolved(demo, 'app.oauth2.authorize.code', 'GET /api/v1/groups');
}));

test('empty-org', () => trainee('empty-org', async demo => {
  const { hands, page, follow, org } = demo;
  // What a newcomer reads, at each step: the wizard's strip, and the hint of the page that "Show me" opens.
  const showMe = async next => {
    await hands.say(`^Next: ${next}`);
    await hands.press('Show me in the console');
    await follow();
    await page.getByText('Hint', { exact: true }).waitFor();
    assert.ok(await page.locator('.hinted').count() > 0, `nothing is marked on ${page.url()}`);
  };
  await showMe('Create a web app integration\\. In the console: Applications > Applications');
  await hands.press('Continue');
  await hands.reach(2);
  await hands.press('Mark as done: Refresh Token is selected', 'check box');
  await hands.press('Show all redirect URIs');
  let uris = [];
  // The rows come with the next turn of the window.
  for (let looks = 0; looks < 50 && uris.length <= callbacks.length; ++looks) {
    uris = [...new Set(await hands.values())].filter(value => /\/(callback)$/.test(value));
    await new Promise(after => setTimeout(after, 50));
  }
  assert.deepEqual(uris.filter(uri => uri.startsWith('http:')), callbacks);
  await page.locator('.hinted', { hasText: 'Create App Integration' }).click();
  await page.getByRole('radio', { name: /^OIDC/ }).check();
  await page.getByRole('radio', { name: /^Web Application/ }).check();
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('textbox', { name: 'App integration name' }).fill('Pomerium');
  await page.locator('.hinted').getByText('Refresh Token').click();
  await page.getByRole('textbox', { name: 'Sign-in redirect URI 1', exact: true }).fill(uris[0]);
  for (let i = 1; i < uris.length; ++i) {
    await page.getByRole('button', { name: 'Add URI: Sign-in redirect URI' }).click();
    await page.getByRole('textbox', { name: `Sign-in redirect URI ${i + 1}`, exact: true }).fill(uris[i]);
  }
  await page.getByRole('radio', { name: /^Allow everyone/ }).check();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Application created.').waitFor();
  await showMe('Add the groups claim');
  await page.locator('.hinted', { hasText: 'Edit' }).click();
  await page.getByRole('combobox', { name: 'Groups claim filter' }).selectOption('Matches regex');
  await page.getByRole('textbox', { name: 'Groups claim filter value' }).fill('.*');
  await page.getByRole('button', { name: 'Save' }).click();
  await hands.press('Continue');
  await hands.reach(3);
  await showMe('Sign in with the wizard');
  const copy = name => page.locator('.hinted').getByRole('button', { name: `Copy ${name}` }).getAttribute('data-copy');
  await hands.enter('Client ID', await copy('Client ID'));
  await hands.enter('Client secret', await copy('Client secret'), 'password text');
  await signIn(demo);
  await hands.press('Continue');
  await hands.reach(5);
  await showMe('Create an API token');
  await page.locator('.hinted', { hasText: 'Create token' }).click();
  await page.getByRole('textbox', { name: 'What do you want your token to be named?' }).fill('Pomerium');
  await page.getByRole('button', { name: 'Create token' }).click();
  await hands.enter('API token', await page.getByRole('button', { name: 'Copy Token Value' }).getAttribute('data-copy'), 'password text');
  await hands.until_enabled('Continue');
  await assertSolved(demo, 'application.lifecycle.create', 'system.api_token.create', 'app.oauth2.token.revoke');
  await hands.press('Continue');
  await hands.reach(6);
  const target = await hands.text('Target file');
  assert.match(target, /-practice\.env$/, 'the proposed name says what it is');
  const own = join(mkdtempSync(join(folder, 'target-')), 'pomerium-practice.env');
  await hands.enter('Target file', own);
  await hands.press('Write file');
  await hands.reach(7);
  assert.match(readFileSync(own, 'utf8').split('\n')[0], /^# Practice: /);
  assert.ok(page.url().startsWith(org));
  assert.equal(await hands.end('Close'), 0);
}));
