package io.bureau.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The story as a person sees it, in the system's own Chromium. */
@ExtendWith(RunningStack.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrowserTest {

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private final List<String> complaints = new ArrayList<>();
    private Playwright playwright;
    private Browser browser;
    private BrowserContext context;
    private Page page;

    @BeforeAll
    void startChromium() {
        playwright = Playwright.create();
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(
                                Path.of(System.getenv().getOrDefault("BUREAU_CHROMIUM", "/usr/bin/chromium")))
                        .setArgs(List.of(
                                "--headless",
                                "--no-sandbox",
                                "--disable-gpu",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")));
    }

    @BeforeEach
    void openPage(Stack stack) {
        context = browser.newContext(new Browser.NewContextOptions()
                .setBaseURL(stack.origin().toString())
                .setPermissions(List.of("clipboard-read", "clipboard-write")));
        page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.text().contains("Content Security Policy")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
    }

    @AfterEach
    void closePage() {
        context.close();
    }

    @AfterAll
    void stopChromium() {
        browser.close();
        playwright.close();
    }

    @Test
    void signInCreateAKeyCopyItUseItRevokeItBeRefused(Stack stack) {
        signIn("google", "grace@example.org", "Grace Hopper");

        page.navigate("/settings?tab=apiKeys");
        page.getByTestId("create-key").click();
        page.getByTestId("key-name").fill("from the browser");
        shoot("create-key");
        page.getByTestId("create-key-submit").click();
        page.getByTestId("copy-key").click();
        shoot("new-key");
        var key = (String) page.evaluate("navigator.clipboard.readText()");
        page.getByTestId("key-done").click();
        stack.caller(key).get("/v1/me").expect(200);

        assertThat(page.getByTestId("key-status")).hasText("Active");
        shoot("keys");
        page.getByTestId("revoke-key").click();
        page.getByTestId("revoke-confirm").click();
        assertThat(page.getByTestId("revocation-receipt")).isVisible();
        stack.caller(key).get("/v1/me").expect(401);
        shoot("receipt");
        page.getByTestId("revoke-done").click();

        assertThat(page.getByTestId("key-status")).hasText("Revoked");
        assertEquals(List.of(), complaints);
    }

    @Test
    void signingOutLeadsBackToTheSignInPage(Stack stack) {
        signIn("github", "linus@example.org", "Linus");

        page.getByTestId("user-menu").click();
        page.getByTestId("sign-out").click();

        assertThat(page.getByTestId("signin-google")).isVisible();
        assertEquals(List.of(), complaints);
    }

    @Test
    void aDesktopIsCreatedWatchedAndDestroyed(Stack stack) {
        assumeTrue(Stack.hasDesktops(), "BUREAU_DESKTOPS=off");
        signIn("google", "margaret@example.org", "Margaret Hamilton");

        page.navigate("/desktops");
        page.getByTestId("create-desktop").click();
        page.getByTestId("desktop-name").fill("apollo");
        page.getByTestId("create-desktop-submit").click();
        assertThat(page.locator("[data-testid=desktop-status][data-status=running][data-agent-ready=true]"))
                .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(60_000));
        shoot("desktops");
        page.getByTestId("desktop-menu").click();
        page.getByTestId("destroy-desktop").click();
        page.getByTestId("destroy-name").fill("apollo");
        page.getByTestId("destroy-confirm").click();

        assertThat(page.getByTestId("desktop")).hasCount(0, new LocatorAssertions.HasCountOptions().setTimeout(30_000));
        assertEquals(List.of(), complaints);
    }

    private void signIn(String provider, String email, String name) {
        page.navigate("/");
        assertThat(page.getByTestId("signin-" + provider)).isVisible();
        shoot("sign-in");
        page.getByTestId("signin-" + provider).click();
        page.locator("[name=email]").fill(email);
        page.locator("[name=name]").fill(name);
        page.getByRole(AriaRole.BUTTON).first().click();
        assertThat(page.getByTestId("user-menu")).isVisible();
    }

    private void shoot(String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")));
    }
}
