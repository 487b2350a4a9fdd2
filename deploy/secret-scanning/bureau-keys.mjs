#!/usr/bin/env node
// Finds API keys of Bureau by their form and checksum. Needs Node.js 20.15 or newer and nothing else.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { keysIn, preview } from "./keys.mjs";

const USAGE = `node bureau-keys.mjs find [FILE…] [--report-to URL]
    prints where keys are, without their secrets; reads standard input where no file is named
node bureau-keys.mjs gitleaks REPORT.json [--report-to URL]
    prints the findings of gitleaks, without those of bureau-api-key whose checksum does not fit
node bureau-keys.mjs serve [--port 8765]
    answers TruffleHog whether the checksum of what it found fits

--report-to revokes what was found: it goes to POST /api/keys/report-leak there. The first two end with status 1 if
anything was found.`;

const [command, ...rest] = process.argv.slice(2);
const reportTo = option("--report-to");
const port = Number(option("--port") ?? 8765);

switch (command) {
  case "find":
    await end(rest.length === 0 ? find("-", 0) : rest.flatMap((file) => find(file, file)));
    break;
  case "gitleaks":
    await end(JSON.parse(readFileSync(rest[0], "utf8")).flatMap(confirmed));
    break;
  case "serve":
    createServer(verify).listen(port, "127.0.0.1", () => console.log(`listening on 127.0.0.1:${port}`));
    break;
  default:
    console.error(USAGE);
    process.exitCode = 2;
}

function find(name, source) {
  const text = readFileSync(source, "utf8");
  return keysIn(text).map(({ key, index }) => {
    const lines = text.slice(0, index).split("\n");
    return { place: `${name}:${lines.length}:${lines.at(-1).length + 1}`, what: preview(key), key };
  });
}

/** One finding of gitleaks, if it is another rule's or a key whose checksum fits. */
function confirmed(finding) {
  const place = `${finding.File}:${finding.StartLine}:${finding.StartColumn}`;
  if (finding.RuleID !== "bureau-api-key") {
    return [{ place, what: finding.RuleID }];
  }
  return keysIn(finding.Secret).map(({ key }) => ({ place, what: preview(key), key }));
}

async function end(found) {
  for (const { place, what } of found) {
    console.log(`${place} ${what}`);
  }
  const keys = new Set(found.flatMap(({ key }) => key ?? []));
  for (const key of reportTo ? keys : []) {
    await report(key);
  }
  process.exitCode = found.length > 0 ? 1 : 0;
}

async function report(key) {
  const answer = await fetch(new URL("/api/keys/report-leak", reportTo), {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ key }),
  });
  console.log(`${preview(key)} ${answer.status === 202 ? "reported" : `not reported, status ${answer.status}`}`);
}

/** TruffleHog posts {"BureauApiKey": {"key": ["…"]}}; 200 is verified, 403 is not. */
async function verify(request, response) {
  let body = "";
  for await (const chunk of request.setEncoding("utf8")) {
    body += chunk;
  }
  response.writeHead(keysIn(body).length > 0 ? 200 : 403).end();
}

/** Takes an option and its value out of the arguments. */
function option(name) {
  const at = rest.indexOf(name);
  return at < 0 ? undefined : rest.splice(at, 2)[1];
}
