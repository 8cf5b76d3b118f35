namespace QuantumTrader.Infrastructure.Execution.Binance;

/// <summary>
/// The venue's settings, section <c>Binance</c>. No address is set by default and none is made out of another: whoever wants real money
/// writes the real address. Keys belong into the environment (<c>Binance__ApiKey</c>), user-secrets or the encrypted file.
/// </summary>
public sealed class BinanceOptions
{
    public const string Section = "Binance";

    /// <summary>Of the REST interface, such as <c>https://demo-fapi.binance.com</c>; without a path. Plain http only on this machine.</summary>
    public string RestUrl { get; set; } = "";

    /// <summary>Of the streams, such as <c>wss://fstream.binancefuture.com</c>; without a path. Plain ws only on this machine.</summary>
    public string StreamUrl { get; set; } = "";

    /// <summary>Where the key's own permissions are asked, such as <c>https://api.binance.com</c>. Empty: not asked; live trading needs it.</summary>
    public string WalletUrl { get; set; } = "";

    /// <summary>Who carries the requests: Http, or BinanceNet in a build that has that package.</summary>
    public BinanceTransport Transport { get; set; }

    public Secret? ApiKey { get; set; }

    public Secret? ApiSecret { get; set; }

    /// <summary>Read the keys from the encrypted file in the data directory when they are not set here.</summary>
    public bool UseSecretFile { get; set; }

    /// <summary>The currency of margin, profit and fees.</summary>
    public string SettlementAsset { get; set; } = "USDT";

    /// <summary>An order without an answer after this long has an unknown outcome. 200 ms to 30 s; see <see cref="AnswerMax"/>.</summary>
    public TimeSpan OrderTimeout { get; set; } = TimeSpan.FromSeconds(2.5);

    /// <summary>A question without an answer after this long failed. 200 ms to 60 s.</summary>
    public TimeSpan ReadTimeout { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>How long the venue may take a request that says nothing else. 1 ms to 60 s; entries bring their own.</summary>
    public TimeSpan ReceiveWindow { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How often the distance of the clocks is measured. 10 s to 1 h.</summary>
    public TimeSpan ClockInterval { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Request weight per minute; the venue's own number takes its place when it is told. 10 to 1,000,000.</summary>
    public int WeightPerMinute { get; set; } = 2_400;

    /// <summary>Orders per ten seconds; the venue's own number takes its place when it is told. 1 to 100,000.</summary>
    public int OrdersPerTenSeconds { get; set; } = 300;

    /// <summary>Orders per minute; the venue's own number takes its place when it is told. 1 to 1,000,000.</summary>
    public int OrdersPerMinute { get; set; } = 1_200;

    /// <summary>The share of each limit that only cancels, closes and the readings of a stop may use. 0 to 0.9.</summary>
    public decimal Reserve { get; set; } = 0.3m;

    /// <summary>How long a cancel or a close waits for its turn before it is refused unsent. 0 to 10 s; see <see cref="AnswerMax"/>.</summary>
    public TimeSpan TurnWaitMax { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long nothing is sent after a refusal that names no time. 1 s to 10 min.</summary>
    public TimeSpan RatePause { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Weights that differ from the usual ones, by verb and path, such as <c>GET /fapi/v1/income</c>. 0 to 1,000.</summary>
    public Dictionary<string, int> Weights { get; } = [];

    /// <summary>How long the venue's rules for symbols are believed. 1 min to 24 h.</summary>
    public TimeSpan InstrumentsAgeMax { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long a sum of transfers is believed while the wallet does not move; else it is asked for at once. 1 s to 1 h.</summary>
    public TimeSpan TransfersAgeMax { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>LONG and SHORT at once. The account is set to this before the first order.</summary>
    public bool HedgeMode { get; set; }

    /// <summary>CROSSED or ISOLATED. Each traded symbol is set to this before the first order.</summary>
    public string MarginType { get; set; } = "CROSSED";

    /// <summary>The share of an order's value that a fee in another currency is taken for while that currency's price is not known. 0.0001 to 0.01.</summary>
    public decimal FeeRateAssumed { get; set; } = 0.0005m;

    /// <summary>The venue cancels a symbol's regular orders when it hears nothing for this long. 0: off; else 10 s to 10 min.</summary>
    public TimeSpan DeadManCountdown { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How often the dead man's switch is set anew. At most a third of the countdown.</summary>
    public TimeSpan DeadManInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>A key older than this is told about. 1 to 3,650 days.</summary>
    public TimeSpan KeyAgeMax { get; set; } = TimeSpan.FromDays(365);

    /// <summary>After it was asked for, an order, a cancel or a setting is not sent any more, however often it was tried before.</summary>
    internal TimeSpan SendMax => TurnWaitMax + (OrderTimeout / 2);

    /// <summary>What became of an order, a cancel or a setting is known, or known not to be known, after this long. Must be below Execution:AckTimeout.</summary>
    public TimeSpan AnswerMax => SendMax + OrderTimeout;
}
