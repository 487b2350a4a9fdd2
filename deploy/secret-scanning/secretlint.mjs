// A rule for secretlint: finds API keys of Bureau whose checksum fits.
import { keysIn, preview } from "./keys.mjs";

const messages = {
  BUREAU_API_KEY: {
    en: ({ KEY }) => `found an API key of Bureau: ${KEY}`,
  },
};

export const creator = {
  messages,
  meta: {
    id: "@bureau/secretlint-rule-api-key",
    recommended: true,
    type: "scanner",
    supportedContentTypes: ["text"],
  },
  create(context) {
    const translate = context.createTranslator(messages);
    return {
      file(source) {
        for (const { key, index } of keysIn(source.content)) {
          context.report({
            message: translate("BUREAU_API_KEY", { KEY: preview(key) }),
            range: [index, index + key.length],
          });
        }
      },
    };
  },
};
