using System.Net;
using QuantumTrader.TestSupport.Web;

namespace QuantumTrader.Integration.Access;

/// <summary>What a session's cookie is worth, and when it is worth nothing.</summary>
public sealed class SessionTests(SharedApp shared) : IClassFixture<SharedApp>
{
    [Theory]
    [InlineData("/")]
    [InlineData("/events")]
    [InlineData("/why")]
    [InlineData("/account")]
    [InlineData("/no-such-page")]
    public async Task Page_WithoutASession_LeadsToTheSignIn(string path)
    {
        using var browser = new ConsoleBrowser(shared.App.Url);
        using var answer = await browser.GetAsync(path);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("/sign-in", answer.Headers.Location!.ToString().Split('?')[0]);
    }

    [Theory]
    [InlineData("/_blazor")]
    [InlineData("/api/v1/ess")]
    public async Task Program_WithoutASession_IsToldSoInAStatusCode(string path)
    {
        using var browser = new ConsoleBrowser(shared.App.Url);
        using var answer = await browser.GetAsync(path);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task Cookie_OfASession_IsForThisSiteAndNoScript()
    {
        using var browser = new ConsoleBrowser(shared.App.Url);
        using var answer = await browser.SignInAsync();
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"), c => c.StartsWith(ConsoleBrowser.SessionCookie, StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("path=/", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("expires", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("domain", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Fixation_ASessionThatWasThereBefore_IsReplacedAndDead()
    {
        using var victim = await shared.SignedInAsync();
        var planted = victim.Cookie!;
        using var again = await victim.SignInAsync();
        Assert.NotEqual(planted, victim.Cookie);

        using var attacker = new ConsoleBrowser(shared.App.Url) { Cookie = planted };
        using var answer = await attacker.GetAsync("/account");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    [Fact]
    public async Task StolenCookie_AfterSignOut_IsDeadAtOnce()
    {
        using var owner = await shared.SignedInAsync();
        using var thief = new ConsoleBrowser(shared.App.Url) { Cookie = owner.Cookie };
        Assert.Contains(ConsoleBrowser.Name, await thief.TextAsync("/account"), StringComparison.Ordinal);

        using var left = await owner.SubmitAsync("/sign-out", null);
        Assert.Equal(HttpStatusCode.SeeOther, left.StatusCode);
        Assert.Null(owner.Cookie);
        using var answer = await thief.GetAsync("/account");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    [Fact]
    public async Task Cookie_Forged_IsWorthNothing()
    {
        using var owner = await shared.SignedInAsync();
        var forged = owner.Cookie![..^4] + "AAAA";
        using var browser = new ConsoleBrowser(shared.App.Url) { Cookie = forged };
        using var answer = await browser.GetAsync("/account");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    [Fact]
    public async Task OwnSessions_EndingTheOthers_LeavesThisOne()
    {
        using var here = await shared.SignedInAsync();
        using var elsewhere = await shared.SignedInAsync();
        using var done = await here.SubmitAsync("/account", "/account/sessions", ("session", "others"));
        Assert.Equal("/account?done=sessions", done.Headers.Location!.ToString());

        using var lives = await here.GetAsync("/account");
        using var dead = await elsewhere.GetAsync("/account");
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Redirect), (lives.StatusCode, dead.StatusCode));
    }

    [Theory]
    [InlineData("/account/password")]
    [InlineData("/account/totp")]
    [InlineData("/account/sessions")]
    [InlineData("/confirm")]
    [InlineData("/sign-out")]
    [InlineData("/sign-in")]
    [InlineData("/setup")]
    [InlineData("/link")]
    [InlineData("/emergency")]
    public async Task Csrf_AFormWithoutItsToken_DoesNothing(string path)
    {
        using var browser = await shared.SignedInAsync();
        using var answer = await browser.PostAsync(path, ("session", "others"), ("reason", "forged"));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("Nothing was", ConsoleBrowser.TroubleOf(await answer.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        Assert.False((await shared.App.StatusAsync())!.Latched);
    }

    [Theory]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    public async Task Csrf_AFormOfAnotherSiteWithItsToken_IsRefused(string header, string value)
    {
        using var browser = await shared.SignedInAsync();
        var token = ConsoleBrowser.TokenOf(await browser.TextAsync("/account"));
        browser.Http.DefaultRequestHeaders.Add(header, value);
        using var answer = await browser.PostAsync("/account/sessions", ("__RequestVerificationToken", token), ("session", "others"));
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task Touch_WithoutItsHeader_IsNoActivity()
    {
        using var browser = await shared.SignedInAsync();
        using var bare = await browser.PostAsync("/session/touch");
        Assert.Equal(HttpStatusCode.BadRequest, bare.StatusCode);
        browser.Http.DefaultRequestHeaders.Add("X-Session-Touch", "1");
        using var good = await browser.PostAsync("/session/touch");
        Assert.Equal(HttpStatusCode.NoContent, good.StatusCode);
    }

    [Fact]
    public async Task ReturnUrl_OfAnotherSite_IsNotFollowed()
    {
        using var browser = new ConsoleBrowser(shared.App.Url);
        using var answer = await browser.SubmitAsync(
            "/sign-in", null, ("name", ConsoleBrowser.Name), ("password", ConsoleBrowser.Password), ("returnUrl", "//evil.example/x"));
        Assert.Equal("/", answer.Headers.Location!.ToString());
    }
}
