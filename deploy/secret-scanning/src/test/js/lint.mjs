// Runs secretlint with our rule over standard input; prints one line "start-end message" for each finding.
import { readFileSync } from "node:fs";
import { lintSource } from "@secretlint/core";
import { creator } from "../../../secretlint.mjs";

const result = await lintSource({
  source: { content: readFileSync(0, "utf8"), filePath: "input.txt", ext: ".txt", contentType: "text" },
  options: { config: { rules: [{ id: creator.meta.id, rule: creator, options: {} }] } },
});
for (const { range, message } of result.messages) {
  console.log(`${range[0]}-${range[1]} ${message}`);
}
