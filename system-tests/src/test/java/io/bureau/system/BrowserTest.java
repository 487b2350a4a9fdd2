package io.bureau.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The story as people see it, in the system's own Chromium. */
@ExtendWith(RunningStack.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrowserTest {

    /** Uses are written down every few seconds. */
    private static final Duration USE_SHOWS = Duration.ofSeconds(30);

    private final List<Window> windows = new ArrayList<>();
    private Playwright playwright;
    private Browser browser;

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

    @AfterEach
    void closeWindows() {
        windows.forEach(Window::close);
        windows.clear();
    }

    @AfterAll
    void stopChromium() {
        browser.close();
        playwright.close();
    }

    @Test
    void signInCreateAKeyCopyItUseItRevokeItBeRefused(Stack stack) {
        var grace = open(stack);
        grace.signIn("google", "grace@example.org", "Grace Hopper");

        grace.go("/settings?tab=apiKeys");
        grace.at("create-key").click();
        grace.at("key-name").fill("from the browser");
        grace.shoot("create-key");
        grace.at("create-key-submit").click();
        grace.at("copy-key").click();
        grace.shoot("new-key");
        var key = (String) grace.page().evaluate("navigator.clipboard.readText()");
        grace.at("key-done").click();
        stack.caller(key).get("/v1/me").expect(200);

        assertThat(grace.at("key-status")).hasText("Active");
        grace.shoot("keys");
        grace.at("revoke-key").click();
        grace.at("revoke-confirm").click();
        assertThat(grace.at("revocation-receipt")).isVisible();
        stack.caller(key).get("/v1/me").expect(401);
        grace.shoot("receipt");
        grace.at("revoke-done").click();

        assertThat(grace.at("key-status")).hasText("Revoked");
        assertNoComplaints();
    }

    @Test
    void aRotatedKeyIsShownInBothGenerationsUntilTheOldOneIsEnded(Stack stack) {
        var radia = open(stack);
        radia.signIn("google", "radia@example.org", "Radia Perlman");
        var old = createKey(radia, "deployer");

        radia.at("rotate-key").click();
        radia.at("rotate-confirm").click();
        var successor = radia.at("key-secret").innerText();
        radia.at("key-done").click();
        assertThat(radia.at("old-key-verdict")).hasText("Never used. Ending it now breaks nothing.");
        stack.caller(old).get("/v1/me").expect(200);
        stack.caller(successor).get("/v1/me").expect(200);
        Await.until(USE_SHOWS, () -> verdictOnOldKey(radia), verdict -> verdict.startsWith("Still in use"));
        radia.shoot("both-generations");

        radia.at("end-old-key").click();
        radia.at("revoke-confirm").click();
        assertThat(radia.at("revocation-receipt")).isVisible();
        stack.caller(old).get("/v1/me").expect(401);
        stack.caller(successor).get("/v1/me").expect(200);
        radia.at("revoke-done").click();

        assertThat(radia.at("old-key")).hasCount(0);
        assertThat(radia.at("key-status")).hasText("Active");
        assertThat(radia.at("tombstones")).isVisible();
        assertNoComplaints();
    }

    @Test
    void whoAcceptsAnInvitationIsInTheOrganisationUntilRemoved(Stack stack) {
        var barbara = open(stack);
        barbara.signIn("google", "barbara@example.org", "Barbara Liskov");
        found(barbara, "Abstraction Works");
        var alan = open(stack);
        alan.go(invite(barbara, "alan@example.org"));
        alan.continueWith("github", "alan@example.org", "Alan Kay");
        alan.shoot("invitation");
        alan.at("accept-invitation").click();
        assertThat(alan.at("organisation-name")).hasText("Abstraction Works");

        barbara.page().reload();
        assertThat(barbara.at("member")).hasCount(2);
        assertThat(barbara.at("invitation-status")).hasText("Accepted");
        barbara.shoot("members");
        barbara.at("remove-member").click();
        barbara.at("remove-confirm").click();
        assertThat(barbara.at("departure-receipt")).isVisible();
        barbara.at("departure-done").click();
        assertThat(barbara.at("member")).hasCount(1);
        alan.page().reload();
        assertThat(alan.at("organisation-name")).hasText("Alan Kay");
        assertNoComplaints();
    }

    @Test
    void theAuditScreenShowsWhatWasDoneExportsItAndProvesItWhole(Stack stack) throws IOException {
        var frances = open(stack);
        frances.signIn("github", "frances@example.org", "Frances Allen");
        createKey(frances, "optimiser");

        frances.go("/settings?tab=audit");
        frances.at("audit-action").selectOption("key.create");
        assertThat(frances.at("audit-entry")).hasCount(1);
        frances.at("audit-details").click();
        assertThat(frances.at("audit-facts")).containsText("name=optimiser");
        frances.at("audit-export").click();
        var export = frances.page()
                .waitForDownload(() -> frances.at("audit-export-csv").click());
        var lines = Files.readAllLines(export.path());
        assertEquals(2, lines.size(), "a heading and the one entry of the filter");
        assertTrue(lines.getLast().contains("name=optimiser"), lines.getLast());
        frances.at("audit-check").click();

        assertThat(frances.at("audit-check-result")).containsText("The trail is whole");
        frances.shoot("audit");
        assertNoComplaints();
    }

    @Test
    void signingOutLeadsBackToTheSignInPage(Stack stack) {
        var linus = open(stack);
        linus.signIn("github", "linus@example.org", "Linus");

        linus.at("user-menu").click();
        linus.at("sign-out").click();

        assertThat(linus.at("signin-google")).isVisible();
        assertNoComplaints();
    }

    @Test
    void aDesktopIsCreatedWatchedAndDestroyed(Stack stack) {
        assumeTrue(Stack.hasDesktops(), "BUREAU_DESKTOPS=off");
        var margaret = open(stack);
        margaret.signIn("google", "margaret@example.org", "Margaret Hamilton");

        createDesktop(margaret, "apollo");
        assertRuns(margaret);
        margaret.shoot("desktops");
        workOnIt(margaret, "apollo");
        margaret.go("/desktops");
        destroyDesktop(margaret, "apollo");

        assertThat(margaret.at("desktop")).hasCount(0, new LocatorAssertions.HasCountOptions().setTimeout(30_000));
        assertNoComplaints();
    }

    @Test
    void aNewMemberSeesTheDesktopsOfTheOrganisation(Stack stack) {
        assumeTrue(Stack.hasDesktops(), "BUREAU_DESKTOPS=off");
        var katherine = open(stack);
        katherine.signIn("google", "katherine@example.org", "Katherine Johnson");
        found(katherine, "Trajectories");
        createDesktop(katherine, "friendship-7");
        var dorothy = open(stack);
        dorothy.go(invite(katherine, "dorothy@example.org"));
        dorothy.continueWith("google", "dorothy@example.org", "Dorothy Vaughan");
        dorothy.at("accept-invitation").click();

        assertThat(dorothy.at("desktop")).containsText("friendship-7");
        assertRuns(dorothy);
        destroyDesktop(dorothy, "friendship-7");
        assertThat(dorothy.at("desktop")).hasCount(0, new LocatorAssertions.HasCountOptions().setTimeout(30_000));
        assertNoComplaints();
    }

    private Window open(Stack stack) {
        var window = new Window(browser, stack.origin());
        windows.add(window);
        return window;
    }

    private static String createKey(Window window, String name) {
        window.go("/settings?tab=apiKeys");
        window.at("create-key").click();
        window.at("key-name").fill(name);
        window.at("create-key-submit").click();
        var key = window.at("key-secret").innerText();
        window.at("key-done").click();
        return key;
    }

    private static String verdictOnOldKey(Window window) {
        window.page().reload();
        return window.at("old-key-verdict").innerText();
    }

    private static void found(Window window, String organisation) {
        window.at("organisation-switcher").click();
        window.at("create-organisation").click();
        window.at("organisation-new-name").fill(organisation);
        window.at("create-organisation-submit").click();
        assertThat(window.at("organisation-name")).hasText(organisation);
    }

    /** The link for whoever has this address. */
    private static String invite(Window window, String email) {
        window.go("/settings?tab=organisation");
        window.at("invite").click();
        window.at("invite-email").fill(email);
        window.at("invite-submit").click();
        var link = window.at("invitation-url").innerText();
        window.at("invitation-done").click();
        return link;
    }

    private static void createDesktop(Window window, String name) {
        window.go("/desktops");
        window.at("create-desktop").click();
        window.at("desktop-name").fill(name);
        window.at("create-desktop-submit").click();
        assertThat(window.at("desktop")).containsText(name);
    }

    /** Sees its screen, takes control, and does something in its terminal. */
    private static void workOnIt(Window window, String name) {
        var soon = new LocatorAssertions.ContainsTextOptions().setTimeout(20_000);
        window.page()
                .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name))
                .click();
        assertThat(window.at("screen").locator("canvas"))
                .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(20_000));
        window.at("take-control").click();
        assertThat(window.at("control")).containsText("You have control");
        window.shoot("screen");

        window.at("tab-terminal").click();
        assertThat(window.at("terminal")).containsText("desktop@desktop", soon);
        window.page().keyboard().type("echo $((40 + 2)) on $(hostname)\n");
        assertThat(window.at("terminal")).containsText("42 on desktop", soon);
        window.shoot("terminal");
        window.page().keyboard().type("exit\n");
        assertThat(window.at("connection-ended")).containsText("The shell has ended with 0");
        window.at("hand-back").click();
        assertThat(window.at("take-control")).hasText("Take control");
    }

    private static void assertRuns(Window window) {
        assertThat(window.page().locator("[data-testid=desktop-status][data-status=running][data-agent-ready=true]"))
                .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(60_000));
    }

    private static void destroyDesktop(Window window, String name) {
        window.at("desktop-menu").click();
        window.at("destroy-desktop").click();
        window.at("destroy-name").fill(name);
        window.at("destroy-confirm").click();
    }

    private void assertNoComplaints() {
        windows.forEach(window -> assertEquals(List.of(), window.complaints()));
    }
}
