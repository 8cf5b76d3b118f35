using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using QuantumTrader.Integration.Commands;
using QuantumTrader.Integration.Hosting;
using QuantumTrader.TestSupport;
using QuantumTrader.TestSupport.Web;

namespace QuantumTrader.Integration.Access;

/// <summary>Each with an app of its own: what is tried wrongly here would shut others out.</summary>
public sealed partial class SignInTests : IDisposable
{
    private readonly TempFolder _data = new();

    [Fact]
    public async Task BruteForce_FromOneAddress_IsStoppedAndLeavesEverySessionAlive()
    {
        await using var app = await StartAsync();
        var owner = await app.BrowserAsync();
        using var attacker = new ConsoleBrowser(app.Url);
        var codes = new List<HttpStatusCode>();
        for (var i = 0; i < 7; i++)
        {
            using var answer = await attacker.SignInAsync(password: $"wrong password {i}");
            codes.Add(answer.StatusCode);
        }

        Assert.Equal([.. Enumerable.Repeat(HttpStatusCode.Unauthorized, 5), HttpStatusCode.TooManyRequests, HttpStatusCode.TooManyRequests], codes);
        using var even = await attacker.SignInAsync();
        Assert.Equal(HttpStatusCode.TooManyRequests, even.StatusCode); // also the right one, from there

        // Who is signed in stops all the same, and so does the plain form's other way.
        using var stop = await owner.SubmitAsync("/emergency", null, ("reason", "still here"));
        Assert.Equal(HttpStatusCode.SeeOther, stop.StatusCode);
        Assert.True((await app.StatusUntilAsync(s => s.Latched, "it is stopped")).Latched);
    }

    [Fact]
    public async Task Spray_OverManyNames_IsStopped()
    {
        await using var app = await StartAsync();
        using var attacker = new ConsoleBrowser(app.Url);
        var answers = new List<int>();
        for (var i = 0; i < 24; i++)
        {
            using var answer = await attacker.SignInAsync($"user{i}", "Summer2026!");
            answers.Add((int)answer.StatusCode);
        }

        Assert.Equal(20, answers.Count(c => c == 401));
        Assert.Equal(4, answers.Count(c => c == 429));
    }

    [Fact]
    public async Task SecondFactor_Enrolled_IsAskedForAndItsCodeIsGoodOnce()
    {
        await using var app = await StartAsync();
        var owner = await app.BrowserAsync();
        var secret = await EnrolAsync(owner);
        Assert.Contains("on, ", await owner.TextAsync("/account"), StringComparison.Ordinal); // still signed in

        using var browser = new ConsoleBrowser(app.Url);
        using var password = await browser.SignInAsync();
        var page = await password.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.OK, password.StatusCode);
        Assert.Null(browser.Cookie);
        Assert.DoesNotContain(ConsoleBrowser.Password, page, StringComparison.Ordinal);
        using var wrong = await CodeAsync(browser, page, "000000");
        Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        var code = Totp.Code(secret, TimeProvider.System.GetUtcNow(), step: 1);
        using var right = await CodeAsync(browser, page, code);
        Assert.Equal(HttpStatusCode.SeeOther, right.StatusCode);

        using var replayer = new ConsoleBrowser(app.Url);
        using var again = await replayer.SignInAsync();
        using var replay = await CodeAsync(replayer, await again.Content.ReadAsStringAsync(), code);
        Assert.Equal(HttpStatusCode.Unauthorized, replay.StatusCode);
    }

    [Fact]
    public async Task Password_Changed_EndsEveryOtherSession()
    {
        await using var app = await StartAsync();
        var owner = await app.BrowserAsync();
        using var thief = new ConsoleBrowser(app.Url) { Cookie = owner.Cookie };
        const string Next = "another horse battery staple 8";
        using var refused = await owner.SubmitAsync("/account", "/account/password", ("old", "not it"), ("password", Next), ("again", Next));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        using var changed = await owner.SubmitAsync("/account", "/account/password", ("old", ConsoleBrowser.Password), ("password", Next), ("again", Next));
        Assert.Equal("/account?done=password", changed.Headers.Location!.ToString());

        using var lives = await owner.GetAsync("/account");
        using var dead = await thief.GetAsync("/account");
        using var old = await thief.SignInAsync();
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Redirect, HttpStatusCode.Unauthorized), (lives.StatusCode, dead.StatusCode, old.StatusCode));
    }

    [Fact]
    public async Task SetupLink_IsGoodOnce_AndItsTokenIsInNoFile()
    {
        await using var app = await StartAsync();
        await app.BrowserAsync();
        var token = ConsoleBrowser.SetupToken(app.Output)!;
        using var late = new ConsoleBrowser(app.Url);
        using var answer = await late.SetUpAsync(token, "mallory");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        using var signIn = await late.SignInAsync("mallory");
        Assert.Equal(HttpStatusCode.Unauthorized, signIn.StatusCode);

        Assert.Equal(0, (await app.TerminateAsync()).ExitCode);
        Assert.All(Directory.EnumerateFiles(_data.Path, "*", SearchOption.AllDirectories), file =>
        {
            var text = File.ReadAllText(file, Encoding.Latin1);
            Assert.DoesNotContain(token, text, StringComparison.Ordinal);
            Assert.DoesNotContain(ConsoleBrowser.Password, text, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Setup_PasswordRefused_LeavesNobodyBehind()
    {
        await using var app = await StartAsync();
        using var browser = new ConsoleBrowser(app.Url);
        var token = ConsoleBrowser.SetupToken(app.Output)!;
        using var refused = await browser.SetUpAsync(token, "mallory", "password1234");
        using var done = await browser.SetUpAsync(token);
        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.SeeOther), (refused.StatusCode, done.StatusCode));
        Assert.DoesNotContain("mallory", (await CommandProcess.RunAsync(_data.Path, "users", "list")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CookieKeys_LostOrDamaged_OnlyAskForAnotherSignIn()
    {
        string cookie;
        await using (var first = await StartAsync())
        {
            cookie = (await first.BrowserAsync()).Cookie!;
            await first.TerminateAsync();
        }

        var keys = Directory.GetFiles(Path.Combine(_data.Path, "keys"), "*.xml");
        if (!OperatingSystem.IsWindows())
        {
            Assert.All(keys.Select(File.GetUnixFileMode), mode => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, mode));
        }

        await File.WriteAllTextAsync(Assert.Single(keys), "<key id='torn");
        await using var second = await StartAsync();
        using var old = new ConsoleBrowser(second.Url) { Cookie = cookie };
        using var answer = await old.GetAsync("/account");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        await second.BrowserAsync(); // signs in
        Assert.Contains("cannot be read and is left out", second.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cookie_AfterARestart_StillHolds()
    {
        string cookie;
        await using (var first = await StartAsync())
        {
            cookie = (await first.BrowserAsync()).Cookie!;
            await first.TerminateAsync();
        }

        await using var second = await StartAsync();
        using var browser = new ConsoleBrowser(second.Url) { Cookie = cookie };
        Assert.Contains(ConsoleBrowser.Name, await browser.TextAsync("/account"), StringComparison.Ordinal);
        Assert.Null(ConsoleBrowser.SetupToken(second.Output));
    }

    public void Dispose() => _data.Dispose();

    private async Task<AppProcess> StartAsync()
    {
        var app = await AppProcess.StartQuiet(_data.Path).StartedAsync();
        await app.OrEndAsync(app.GreetedAsync); // the setup link is part of the greeting
        return app;
    }

    private static async Task<string> EnrolAsync(ConsoleBrowser owner)
    {
        using var begun = await owner.SubmitAsync("/account", "/account/totp");
        var page = await begun.Content.ReadAsStringAsync();
        Assert.Contains("data:image/png;base64,", page, StringComparison.Ordinal);
        var secret = Secret().Match(page).Groups[1].Value;
        using var done = await owner.PostAsync(
            "/account/totp/confirm", ("__RequestVerificationToken", ConsoleBrowser.TokenOf(page)), ("code", Totp.Code(secret, TimeProvider.System.GetUtcNow())));
        Assert.Equal(HttpStatusCode.OK, done.StatusCode);
        Assert.Contains("id=\"codes\"", await done.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        return secret;
    }

    private static Task<HttpResponseMessage> CodeAsync(ConsoleBrowser browser, string page, string code) => browser.PostAsync(
        "/sign-in", ("__RequestVerificationToken", ConsoleBrowser.TokenOf(page)), ("name", ConsoleBrowser.Name), ("ticket", Ticket().Match(page).Groups[1].Value), ("code", code));

    [GeneratedRegex("id=\"secret\">([A-Z2-7 ]+)<")]
    private static partial Regex Secret();

    [GeneratedRegex("name=\"ticket\" value=\"([^\"]+)\"")]
    private static partial Regex Ticket();
}
