using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Identity;
using QuantumTrader.FakeVenue;
using QuantumTrader.FakeVenue.Faults;
using QuantumTrader.FakeVenue.Market;
using QuantumTrader.Integration.Commands;
using QuantumTrader.Integration.Hosting;
using QuantumTrader.Integration.Venue;
using QuantumTrader.TestSupport;
using QuantumTrader.TestSupport.Identity;
using QuantumTrader.TestSupport.Redis;
using QuantumTrader.TestSupport.Web;

namespace QuantumTrader.Integration.Execution.Binance;

/// <summary>
/// The app as an operator rehearses it, the real process on the fake venue over HTTP and WebSocket, lived through once for all tests: it
/// trades, is killed, starts while the venue is away, trades again, meets faults, and is stopped. It logs at its most verbose, and all that
/// it shows is kept.
/// </summary>
public sealed partial class RehearsedLife : IAsyncLifetime, IDisposable
{
    public const string ApiKey = "canary-key-J7mQ2xVb9TzLw4RkYp8N";
    public const string ApiSecret = "canary-secret-aH5sD3fG8jK1lZ6xC9vB";
    public const string Symbol = "BTCUSDT";
    private const int Speed = 1_200;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private static readonly string[] Pages =
    [
        "/", "/positions", "/orders", "/orders?kind=conditional", "/alerts", "/policy", "/approvals", "/why", "/events", "/users", "/audit", "/stop", "/keys", "/account", "/emergency", "/health", "/not-found",
    ];

    private static readonly string[] Questions = ["health", "positions", "orders", "denials", "trades", "events", "policy", "alerts", "ess", "ess/preview", "openapi.json"];
    private readonly TempFolder _data = new();
    private readonly StringBuilder _seen = new();
    private readonly ConcurrentDictionary<string, bool> _proofs = new(StringComparer.Ordinal); // bounded by the life's few thousand requests
    private FakeVenueHost _venue = null!;
    private LoopbackProxy _wire = null!;
    private string _viewer = "";

    /// <summary>What the dead man's switch did at the venue.</summary>
    public DeadManFacts DeadMan { get; private set; } = null!;

    /// <summary>What was seen of the second start while the venue was away.</summary>
    public AwayFacts Away { get; private set; } = null!;

    public EmergencyRunState StopState { get; private set; }

    public int PositionsAfterStop { get; private set; } = -1;

    /// <summary>All that the processes wrote, showed and answered.</summary>
    public string Seen => _seen.ToString();

    /// <summary>Every page and answer, after the faults.</summary>
    public string Shown { get; private set; } = "";

    /// <summary>Of the whole life: what no file may hold.</summary>
    public IReadOnlyCollection<string> Files => [.. Directory.EnumerateFiles(_data.Path, "*", SearchOption.AllDirectories)];

    public string Data => _data.Path;

    /// <summary>Signatures and listen keys that went to the venue.</summary>
    public IReadOnlySet<string> Proofs => _proofs.Keys.ToHashSet(StringComparer.Ordinal);

    /// <summary>The faults that were set and met nobody.</summary>
    public IReadOnlyCollection<string> Unmet { get; private set; } = [];

    public async Task InitializeAsync()
    {
        await SeedAsync();
        _venue = await FakeVenueHost.StartAsync(new FakeVenueOptions
        {
            Keys = [new VenueKey(ApiKey, ApiSecret, VenueKey.Default.AccountId), VenueKey.Default],
            Limits = new RateLimitOptions { WeightPerMinute = 24_000 },
            Feed = new FeedOptions { Path = PricePath.Walk, Speed = Speed, HistoryBars = 600 },
        });
        _wire = new LoopbackProxy(_venue.RestUrl.Port) { Sees = Note };
        await using (var first = await Start().HealthyAsync())
        {
            await first.UntilAsync(() => Task.FromResult(Positions() > 0 && Stops() > 0), Limit, "a position with a stop is open at the venue");
            DeadMan = await WatchDeadManAsync(first);
            Note(first.Output);
        }

        _wire.Refuses = true;
        await using var app = Start();
        Away = await StartAwayAsync(app);
        await FaultsAsync(app);
        Shown = await LookAsync(app, Pages, Questions);
        await StopAsync(app);
        _wire.Refuses = true;
        _wire.ResetAll();
        _ = await LookAsync(app, ["/", "/positions", "/why", "/health"], ["health", "orders"]);
        Assert.Equal(0, (await app.TerminateAsync()).ExitCode);
        Note(app.Output);
    }

    public async Task DisposeAsync()
    {
        await _wire.DisposeAsync();
        await _venue.DisposeAsync();
    }

    public void Dispose() => _data.Dispose();

    private async Task SeedAsync()
    {
        await using var seed = await ConsoleSeed.OpenAsync(_data.Path);
        var person = await seed.PersonAsync(ConsoleBrowser.Name, RoleNames.All);
        _viewer = (await seed.KeyAsync(person, ApiScopes.TradingRead | ApiScopes.AuditRead | ApiScopes.EssActivate)).Text;
    }

    private AppProcess Start() => AppProcess.Start(_data.Path,
    [
        ("Exchange__Provider", "Binance"), ("Exchange__Environment", "Rehearsal"), ("Market__Source", "Exchange"), ("Web__LogLevel", "Trace"),
        ("Market__Symbols", "BTCUSDT, ETHUSDT"), ("Market__Speed", Speed.ToString(CultureInfo.InvariantCulture)),
        ("Binance__RestUrl", $"http://127.0.0.1:{_wire.Port}"), ("Binance__StreamUrl", $"ws://127.0.0.1:{_wire.Port}"),
        ("Binance__ApiKey", ApiKey), ("Binance__ApiSecret", ApiSecret), ("Binance__ReadTimeout", "00:00:01"), ("Binance__WeightPerMinute", "24000"),
        ("Binance__DeadManCountdown", "00:00:10"), ("Binance__DeadManInterval", "00:00:00.500"), ("Execution__ReconcileInterval", "00:00:01"),
    ]);

    /// <summary>Armed for an order by hand, set anew, released with the order, armed again; then the app is killed.</summary>
    private async Task<DeadManFacts> WatchDeadManAsync(AppProcess app)
    {
        using var hand = new VenueClient(_venue.RestUrl, TimeProvider.System);
        var before = DueMs();
        var order = await RestAsync(hand);
        await app.UntilAsync(() => Task.FromResult(DueMs() > 0), Limit, "the countdown runs");
        var armed = DueMs();
        await app.UntilAsync(() => Task.FromResult(DueMs() > armed), Limit, "the countdown is set anew");
        await hand.DeleteAsync("/fapi/v1/order", $"symbol={Symbol}&orderId={order}");
        await app.UntilAsync(() => Task.FromResult(DueMs() == 0), Limit, "the countdown is released");
        await RestAsync(hand);
        await app.UntilAsync(() => Task.FromResult(DueMs() > 0 && Stops() > 0), Limit, "the countdown runs again, beside a stop");
        await app.KillAsync();
        var (positions, stops, wasOpen) = (Positions(), Stops(), RestingOrders());
        _venue.Venue.Clock.SkewMs = 11_000;
        await Poll.UntilAsync(() => RestingOrders() == 0, Limit, "the venue cancels what rests");
        var facts = new DeadManFacts(before > 0, wasOpen, positions, stops, Positions(), Stops());
        _venue.Venue.Clock.SkewMs = 0;
        return facts;
    }

    /// <summary>The rules of the symbols are those that the first start kept.</summary>
    private async Task<AwayFacts> StartAwayAsync(AppProcess app)
    {
        var orders = OrdersEver();
        await app.UntilAsync(() => Task.FromResult(app.Output.Contains("The account could not be read", StringComparison.Ordinal)), Limit, "the engine says why it does not begin");
        var shown = await LookAsync(app, ["/", "/health"], ["ess", "orders"]);
        var health = (await app.HealthAsync()).GetProperty("status").GetString()!;
        var sentAway = OrdersEver() - orders;
        _wire.Refuses = false;
        await app.UntilAsync(async () => (await app.HealthAsync()).GetProperty("status").GetString() == "healthy", Limit, "it is healthy once the venue is there");
        await app.UntilAsync(() => Task.FromResult(OrdersEver() > orders), Limit, "it trades once the venue is there");
        return new(health, shown, sentAway);
    }

    /// <summary>Each is met by what the app asks anyway.</summary>
    private async Task FaultsAsync(AppProcess app)
    {
        var echo = $"Blocked for {ApiKey}: /fapi/v3/account?recvWindow=5000&signature={new string('e', 64)}&listenKey={new string('L', 64)}";
        _proofs[new string('e', 64)] = _proofs[new string('L', 64)] = true;
        FaultRule[] rules =
        [
            new() { Kind = FaultKind.Error, Code = -1000, Status = 400, Text = echo, Method = "GET", Path = "/fapi/v3/account" },
            new() { Kind = FaultKind.Reset, Method = "GET", Count = 2 },
            new() { Kind = FaultKind.Truncate, Method = "GET", Executed = true, Path = "/fapi/v3/*" },
            new() { Kind = FaultKind.Forbidden403, Method = "GET", Path = "/fapi/v3/*" },
            new() { Kind = FaultKind.Unknown503, Method = "GET", Path = "/fapi/v3/*" },
            new() { Kind = FaultKind.Error, Code = -1022, Method = "GET", Path = "/fapi/v3/*" },
            new() { Kind = FaultKind.Error, Code = -2015, Method = "GET", Path = "/fapi/v3/*" },
        ];
        var scripts = rules.Select(_venue.Faults.Add).ToArray();
        _venue.ListenKeys.ExpireAll();
        await app.UntilAsync(() => Task.FromResult(scripts.All(s => s.IsSpent)), Limit, "every fault was met");
        Unmet = [.. scripts.Where(s => s.Hits == 0).Select(s => s.Rule.Kind.ToString())];
        await app.UntilAsync(() => Task.FromResult(app.Output.Contains("-2015", StringComparison.Ordinal)), Limit, "the refused key is told");
    }

    private async Task StopAsync(AppProcess app)
    {
        foreach (var command in new[] { new[] { "ess", "activate", "--reason", "rehearsed" }, ["ess", "status"], ["events", "tail", "--count", "1000"], ["audit", "verify"] })
        {
            var done = (await CommandProcess.RunAsync(_data.Path, command)).AssertDone();
            Note(done.Output + done.Error);
        }

        StopState = (await app.StatusUntilAsync(s => s.RunState == EmergencyRunState.Flat, "the stop ends flat")).RunState;
        PositionsAfterStop = Positions();
    }

    /// <summary>Pages and answers of the API, as they are now.</summary>
    private async Task<string> LookAsync(AppProcess app, string[] pages, string[] questions)
    {
        var shown = new StringBuilder();
        using var browser = new ConsoleBrowser(app.Url);
        (await browser.SignInAsync(ConsoleBrowser.Name, ConsoleSeed.Password)).Dispose();
        foreach (var page in pages)
        {
            using var answer = await browser.GetAsync(page);
            shown.Append(answer).Append(await answer.Content.ReadAsStringAsync());
        }

        using var http = new HttpClient { BaseAddress = new Uri(app.Url), Timeout = TimeSpan.FromSeconds(20) };
        http.DefaultRequestHeaders.Authorization = new("Bearer", _viewer);
        foreach (var question in questions)
        {
            using var answer = await http.GetAsync(new Uri($"/api/v1/{question}", UriKind.Relative));
            shown.Append(answer).Append(await answer.Content.ReadAsStringAsync());
        }

        Note(shown.ToString());
        return shown.ToString();
    }

    private static async Task<long> RestAsync(VenueClient hand)
    {
        var mark = VenueReply.NumberOf((await hand.GetAsync("/fapi/v1/premiumIndex", $"symbol={Symbol}")).Json.GetProperty("markPrice"));
        var price = decimal.Floor(mark * 0.94m).ToString(CultureInfo.InvariantCulture);
        var reply = await hand.OrderAsync($"symbol={Symbol}&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.01&price={price}");
        Assert.True(reply.Status == 200, reply.Text);
        return reply.Json.GetProperty("orderId").GetInt64();
    }

    private T Account<T>(Func<VenueAccount, T> read)
    {
        lock (_venue.Venue.Gate)
        {
            return read(_venue.Venue.Accounts[VenueKey.Default.AccountId]);
        }
    }

    private int Positions() => Account(a => a.Positions.Count(p => p.Amount != 0m));

    private int Stops() => Account(a => a.Algos.Open.Count);

    private int RestingOrders() => Account(a => a.Orders.OpenCount);

    /// <summary>That a client sent: a stop that triggers becomes an order by itself.</summary>
    private int OrdersEver() => Account(a => a.Orders.All.Count(o => o.Origin == OrderOrigin.Client));

    /// <summary>0: not set.</summary>
    private long DueMs() => Account(a => a.Countdowns.GetValueOrDefault(Symbol));

    private void Note(string text)
    {
        lock (_seen)
        {
            _seen.Append(text);
        }
    }

    private void Note(ReadOnlyMemory<byte> sent)
    {
        foreach (Match match in Proof().Matches(Encoding.Latin1.GetString(sent.Span)))
        {
            _proofs[match.Groups[1].Value] = true;
        }
    }

    [GeneratedRegex("(?:signature|listenKey)=([A-Za-z0-9]{64})")]
    private static partial Regex Proof();
}
