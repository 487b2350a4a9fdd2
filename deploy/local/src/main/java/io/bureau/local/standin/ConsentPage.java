package io.bureau.local.standin;

/** The page where a real provider would ask for a password. Ours asks who you would like to be. */
final class ConsentPage {

    private static final String PAGE = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="referrer" content="no-referrer">
            <title>Sign in: stand-in for {{provider}}</title>
            <style>
            :root { color-scheme: light dark; }
            body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: #eef1f5; color: #1c2430;
              font: 16px/1.5 system-ui, sans-serif; }
            main { width: min(26rem, calc(100vw - 3rem)); background: #fff; border-radius: 14px; padding: 2rem;
              box-sizing: border-box; box-shadow: 0 12px 40px #1c243022; }
            .note { background: #fff4d6; color: #5b4300; border-radius: 8px; padding: .6rem .8rem; font-size: .875rem; }
            h1 { font-size: 1.35rem; margin: 1.2rem 0 .3rem; }
            p { margin: 0 0 1rem; }
            label { display: block; font-weight: 600; font-size: .875rem; margin-top: 1rem; }
            input { width: 100%; box-sizing: border-box; padding: .65rem .75rem; margin-top: .3rem; font: inherit;
              border: 1px solid #b8c1cd; border-radius: 8px; background: #fff; color: inherit; }
            input:focus-visible, button:focus-visible { outline: 3px solid #3b6fe080; outline-offset: 1px; }
            button { width: 100%; margin-top: 1.4rem; padding: .75rem; font: inherit; font-weight: 600; color: #fff;
              background: #2f5fd0; border: 0; border-radius: 8px; cursor: pointer; }
            .error { color: #a3182b; font-weight: 600; }
            .cancel { display: block; text-align: center; margin-top: 1rem; color: inherit; font-size: .875rem; }
            @media (prefers-color-scheme: dark) {
              body { background: #12161d; color: #e4e9f0; }
              main { background: #1c222c; box-shadow: none; }
              input { background: #12161d; border-color: #465163; }
              .error { color: #ff8c9a; }
            }
            </style>
            </head>
            <body>
            <main>
            <p class="note" role="note">This is not {{provider}}. It is a stand-in that runs on this machine only and asks for
            no password: you are whoever you say you are.</p>
            <h1>Sign in to Bureau</h1>
            <p>with an account of the {{provider}} stand-in</p>
            {{error}}<form method="post" action="{{action}}">
            <label for="email">E-mail</label>
            <input id="email" name="email" type="email" autocomplete="email" required autofocus value="{{email}}">
            <label for="name">Name</label>
            <input id="name" name="name" autocomplete="name" maxlength="100" required value="{{name}}">
            <button type="submit">Continue</button>
            </form>
            <a class="cancel" href="{{cancel}}">Cancel</a>
            </main>
            </body>
            </html>
            """;

    private static final String REFUSAL = """
            <!doctype html>
            <html lang="en">
            <head><meta charset="utf-8"><title>Stand-in for {{provider}}: error {{status}}</title></head>
            <body style="font: 16px/1.5 system-ui, sans-serif; max-width: 34rem; margin: 4rem auto; padding: 0 1rem">
            <h1 style="font-size: 1.3rem">Access blocked: this request is not valid</h1>
            <p>Error {{status}}: {{code}}</p>
            <p>{{explanation}}</p>
            <p>This page comes from the {{provider}} stand-in of this machine.</p>
            </body>
            </html>
            """;

    private ConsentPage() {}

    /**
     * @param action where the form goes
     * @param cancel where somebody goes who changed their mind
     * @param sent what was filled in before, if this is not the first try
     * @param error what was wrong with it, or {@code null}
     */
    static String ask(String provider, String action, String cancel, Ask sent, String error) {
        return PAGE.replace("{{provider}}", escape(provider))
                .replace("{{action}}", escape(action))
                .replace("{{cancel}}", escape(cancel))
                .replace(
                        "{{error}}",
                        error == null ? "" : "<p class=\"error\" role=\"alert\">" + escape(error) + "</p>\n")
                .replace("{{email}}", escape(sent.field("email")))
                .replace("{{name}}", escape(sent.field("name")));
    }

    /** A provider never redirects to an address that it does not know, so this ends here. */
    static Reply refuse(String provider, int status, String code, String explanation) {
        return Reply.page(
                status,
                REFUSAL.replace("{{provider}}", escape(provider))
                        .replace("{{status}}", Integer.toString(status))
                        .replace("{{code}}", escape(code))
                        .replace("{{explanation}}", escape(explanation)));
    }

    static String escape(String text) {
        return text == null
                ? ""
                : text.replace("&", "&amp;")
                        .replace("<", "&lt;")
                        .replace(">", "&gt;")
                        .replace("\"", "&quot;")
                        .replace("'", "&#39;");
    }
}
