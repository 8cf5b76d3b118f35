using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using QuantumTrader.Domain.Alerts;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Alerts;
using QuantumTrader.Infrastructure.Alerts.Webhook;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Integration.Alerts;

/// <summary>The sender against a real receiver, with everything that a receiver does wrong.</summary>
public sealed class WebhookDeliveryTests : IAsyncLifetime, IDisposable
{
    private const string Secret = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private readonly SeededIds _ids = new(1);
    private readonly CancellationTokenSource _stopping = new();
    private AlertsOptions _options = null!;
    private Receiver _receiver = null!;
    private AlertBoard _board = null!;
    private Task _sending = Task.CompletedTask;

    public async Task InitializeAsync()
    {
        _receiver = await Receiver.StartAsync();
        _options = Options(_receiver.Url);
        _board = Board();
    }

    public async Task DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        await _receiver.DisposeAsync();
    }

    public void Dispose() => _stopping.Dispose();

    [Fact]
    public async Task Alert_RaisedAndOver_ComesSignedAndInOrder()
    {
        Send();
        Raise("BTCUSDT");
        _board.Resolve(AlertCatalogue.SymbolHalted, "BTCUSDT", Now);
        await CameAsync(2);

        var came = _receiver.Came.ToArray();
        Assert.Equal(["alert.raised", "alert.resolved"], came.Select(TypeOf));
        Assert.All(came, c => Assert.Equal(SignatureOf(c), c.Signature));
        Assert.All(came, c => Assert.InRange(Now.ToUnixTimeSeconds() - long.Parse(c.Timestamp, System.Globalization.CultureInfo.InvariantCulture), -1, 20));
        await SettledAsync(waiting: 0, dead: 0);
    }

    [Fact]
    public async Task Reported_AgainAndAgain_IsOneMessage()
    {
        for (var i = 0; i < 50; i++)
        {
            Raise("BTCUSDT");
        }

        Send();
        await SettledAsync(waiting: 0, dead: 0);
        Assert.Single(_receiver.Came);
    }

    [Fact]
    public async Task Receiver_FailsTwice_GetsTheSameIdAndBytesUntilItTakesThem()
    {
        _receiver.Answer = (http, _) => Status(http, _receiver.Came.Count <= 2 ? 500 : 200);
        Raise("BTCUSDT");
        Send();
        await SettledAsync(waiting: 0, dead: 0);

        var came = _receiver.Came.ToArray();
        Assert.Equal(3, came.Length);
        Assert.Single(came.Select(c => (c.Id, c.Body)).Distinct());
    }

    [Fact]
    public async Task Receiver_Silent_IsATimeOutAndTriedAgainUnderTheSameId()
    {
        _options.WebhookTimeout = TimeSpan.FromMilliseconds(300);
        _receiver.Answer = async (http, _) =>
        {
            if (_receiver.Came.Count == 1)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, http.RequestAborted);
            }
        };
        Raise("BTCUSDT");
        Send();
        await SettledAsync(waiting: 0, dead: 0);
        Assert.Single(_receiver.Came.Select(c => c.Id).Distinct());
        Assert.Equal(2, _receiver.Came.Count);
    }

    [Fact]
    public async Task Receiver_TooMany_IsLeftAloneForAsLongAsItAsks()
    {
        _receiver.Answer = (http, _) =>
        {
            http.Response.Headers.RetryAfter = "120";
            return Status(http, 429);
        };
        Raise("BTCUSDT");
        Send();
        await Poll.UntilAsync(() => _board.State.Waiting is [{ Attempts: 1 }], Limit, "one attempt");
        Assert.InRange(_board.State.Waiting[0].NextAtUtc - Now, TimeSpan.FromSeconds(90), TimeSpan.FromSeconds(120));
    }

    [Fact]
    public async Task Redirect_IsRefused_AndNothingGoesElsewhere()
    {
        _receiver.Answer = (http, _) =>
        {
            http.Response.Headers.Location = "/elsewhere";
            return Status(http, 307);
        };
        Raise("BTCUSDT");
        Send();
        await Poll.UntilAsync(() => _board.State.Waiting is [{ Attempts: >= 2 }], Limit, "two attempts");
        Assert.All(_receiver.Came, c => Assert.Equal("/hook", c.Path));
        Assert.Contains("redirects are not followed", _board.State.Waiting[0].LastError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Certificate_NotTrusted_IsRefusedAndNothingIsSent()
    {
        await using var tls = await Receiver.StartAsync(tls: true);
        _options.WebhookUrl = tls.Url;
        Raise("BTCUSDT");
        Send();
        await Poll.UntilAsync(() => _board.State.Waiting is [{ Attempts: >= 1 }], Limit, "an attempt");
        Assert.Equal("The certificate of the receiver is not trusted.", _board.State.Waiting[0].LastError);
        Assert.Empty(tls.Came);
    }

    [Fact]
    public async Task Receiver_NotThere_IsTriedAgain()
    {
        _options.WebhookUrl = "http://127.0.0.1:1/hook";
        Raise("BTCUSDT");
        Send();
        await Poll.UntilAsync(() => _board.State.Waiting is [{ Attempts: >= 2 }], Limit, "two attempts");
        Assert.Contains("ConnectionRefused", _board.State.Waiting[0].LastError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Receiver_Gone_IsGivenUpAtOnceAndSentAgainOnDemand()
    {
        _receiver.Answer = (http, _) => Status(http, 410);
        Raise("BTCUSDT");
        Send();
        await SettledAsync(waiting: 0, dead: 1);

        _receiver.Answer = (http, _) => Status(http, 200);
        Assert.Equal(1, _board.SendAgain());
        await SettledAsync(waiting: 0, dead: 0);
        Assert.Single(_receiver.Came.Select(c => c.Id).Distinct());
    }

    [Fact]
    public async Task Receiver_FailingTooLong_IsGivenUpAndTheNextGoesOn()
    {
        _options.WebhookGiveUpAfter = TimeSpan.Zero;
        _receiver.Answer = (http, c) => Status(http, TypeOf(c) == "alert.raised" ? 500 : 200);
        Raise("BTCUSDT");
        _board.Resolve(AlertCatalogue.SymbolHalted, "BTCUSDT", Now);
        Send();
        await SettledAsync(waiting: 0, dead: 1);
        Assert.Equal("Answered 500.", _board.State.Dead[0].LastError);
        Assert.Equal(["alert.raised", "alert.resolved"], _receiver.Came.Select(TypeOf));
    }

    [Fact]
    public async Task Crash_BetweenAnswerAndNote_SendsTheSameMessageAgain()
    {
        Raise("BTCUSDT");
        var before = _board.Image().Image; // what is on the disk when the process dies
        Send();
        await SettledAsync(waiting: 0, dead: 0);
        await _stopping.CancelAsync();
        await _sending;

        _board = Board();
        _board.Restore(before);
        using var client = new WebhookClient(_options, TimeProvider.System);
        Assert.True(await Sender(client).SendNextAsync(CancellationToken.None));
        var came = _receiver.Came.ToArray();
        Assert.Equal(2, came.Length);
        Assert.Equal((came[0].Id, came[0].Body), (came[1].Id, came[1].Body));
    }

    [Fact]
    public void Wait_GrowsToItsLimitWithChanceAndNeverBelowHalf()
    {
        using var client = new WebhookClient(_options, TimeProvider.System);
        _options.WebhookRetryMin = TimeSpan.FromSeconds(5);
        _options.WebhookRetryMax = TimeSpan.FromMinutes(15);
        Raise("BTCUSDT");
        var message = _board.State.Waiting[0];
        var waits = Enumerable.Range(0, 20).Select(n => Sender(client).WaitAfter(message with { Attempts = n })).ToArray();

        Assert.InRange(waits[0], TimeSpan.FromSeconds(2.5), TimeSpan.FromSeconds(5));
        Assert.InRange(waits[3], TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(40));
        Assert.All(waits[8..], w => Assert.InRange(w, TimeSpan.FromMinutes(7.5), TimeSpan.FromMinutes(15)));
        Assert.True(waits[8..].Distinct().Count() > 1);
    }

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    private static AlertsOptions Options(string url) => new() { WebhookUrl = url, WebhookSecret = Secret, WebhookRetryMin = TimeSpan.FromMilliseconds(20), WebhookRetryMax = TimeSpan.FromMilliseconds(50) };

    private AlertBoard Board() => new(_ids, TimeProvider.System, new WebhookMessages(_ids, AlertSeverity.Info, "journal-1", "Paper"));

    private void Raise(string symbol) => _board.Raise(new AlertReport(AlertCatalogue.SymbolHalted, symbol, "text", "test", Now));

    private void Send() => _sending = SendAsync();

    private async Task SendAsync()
    {
        using var client = new WebhookClient(_options, TimeProvider.System);
        await Sender(client).RunAsync(_stopping.Token);
    }

    /// <summary>Nothing keeps the board here, so that every version counts as kept.</summary>
    private WebhookSender Sender(WebhookClient client)
    {
        _board.Durable(long.MaxValue);
        return new(_board, client.PostAsync, _options, TimeProvider.System, NullLogger<WebhookSender>.Instance);
    }

    private Task CameAsync(int count) => Poll.UntilAsync(() => _receiver.Came.Count >= count, Limit, $"{count} messages");

    private Task SettledAsync(int waiting, int dead) =>
        Poll.UntilAsync(() => !_receiver.Came.IsEmpty && _board.State.Waiting.Count == waiting && _board.State.Dead.Count == dead, Limit, $"{waiting} waiting and {dead} given up");

    private static Task Status(HttpContext http, int status)
    {
        http.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    private static string? TypeOf(Received received) => JsonDocument.Parse(received.Body).RootElement.GetProperty("type").GetString();

    private static string SignatureOf(Received c)
    {
        Assert.True(WebhookSignature.TryReadSecret(Secret, out var secret));
        return WebhookSignature.Of(secret, c.Id, c.Timestamp, c.Body);
    }
}
