package io.bureau.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One person's browser: one page, cookies of its own, and a note of everything that went wrong in it. */
final class Window implements AutoCloseable {

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private final List<String> complaints = new ArrayList<>();
    private final BrowserContext context;
    private final Page page;

    Window(Browser browser, URI origin) {
        context = browser.newContext(new Browser.NewContextOptions()
                .setBaseURL(origin.toString())
                .setPermissions(List.of("clipboard-read", "clipboard-write")));
        page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.text().contains("Content Security Policy")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        page.onResponse(this::noteFailure);
    }

    /**
     * Being signed out is how every story begins, and a service that has only just started may ask for patience, which
     * the page has. No other failure belongs to a story that goes well.
     */
    private void noteFailure(Response response) {
        if (response.status() >= 400 && response.status() != 401 && response.status() != 503) {
            complaints.add(response.status() + " " + response.request().method() + " " + response.url());
        }
    }

    Page page() {
        return page;
    }

    Locator at(String testId) {
        return page.getByTestId(testId);
    }

    void go(String path) {
        page.navigate(path);
    }

    void signIn(String provider, String email, String name) {
        go("/");
        assertThat(at("signin-" + provider)).isVisible();
        shoot("sign-in");
        continueWith(provider, email, name);
        assertThat(at("user-menu")).isVisible();
    }

    /** From the sign-in page through the stand-in of this provider to where the journey leads. */
    void continueWith(String provider, String email, String name) {
        at("signin-" + provider).click();
        page.locator("[name=email]").fill(email);
        page.locator("[name=name]").fill(name);
        page.getByRole(AriaRole.BUTTON).first().click();
    }

    /** What the page, its scripts and its calls complained about so far. */
    List<String> complaints() {
        return complaints;
    }

    void shoot(String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")));
    }

    @Override
    public void close() {
        context.close();
    }
}
