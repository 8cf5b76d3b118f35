using Binance.Net;
using Binance.Net.Clients;
using Binance.Net.Objects.Options;
using CryptoExchange.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using QuantumTrader.Infrastructure.Execution.Binance.Api;
using QuantumTrader.Infrastructure.Execution.Binance.Http;
using QuantumTrader.Infrastructure.Execution.Binance.Limits;

namespace QuantumTrader.Infrastructure.Execution.Binance.BinanceNet;

/// <summary>
/// Lets the package write and sign the requests. It keeps no limits, repeats nothing, asks no time and does not touch client order ids:
/// all of that is decided here, as for the other transport.
/// </summary>
internal sealed class NetSender : CallSender<NetCall>, IDisposable
{
    private const int SetBackMs = 1_000; // the package stamps a second early, against venues whose clock is behind
    private const int SigningMaxMs = 500;
    private const int WindowMaxMs = 60_000; // the venue's
    private readonly HttpClient _http;
    private readonly BinanceRestClient _client;
    private readonly BinanceOptions _options;
    private readonly ServerClock _clock;

    public NetSender(BinanceOptions options, HttpMessageHandler sockets, RequestBudget budget, ServerClock clock, TimeProvider time, ILogger log)
        : base(options, budget, time, log)
    {
        (_options, _clock) = (options, clock);
        _http = new HttpClient(new NetHandler(sockets)) { Timeout = Timeout.InfiniteTimeSpan };
        _client = new BinanceRestClient(_http, null, Options.Create(Settings(options))); // no logger: it would log addresses and headers
    }

    public void Dispose()
    {
        _client.Dispose();
        _http.Dispose();
    }

    protected override IErrand Begin(BinanceEndpoint endpoint, NetCall call, RequestTiming? timing)
    {
        var offset = (_clock.UtcNow - TimeProvider.System.GetUtcNow()).TotalMilliseconds; // the package stamps by the machine's clock
        TimeOffsetManager.UpdateRestOffset(_client.UsdFuturesApi.GetType().Name, offset);
        TimeOffsetManager.UpdateRestOffset(_client.SpotApi.GetType().Name, offset);
        if (timing is not { } given)
        {
            return new NetErrand(_client, call, (int)Math.Min(_options.ReceiveWindow.TotalMilliseconds + SetBackMs, WindowMaxMs), long.MaxValue);
        }

        // The package stamps when it signs, and not when the order was decided. So the window is made shorter by what that may take; where it took
        // longer, as in a process that has signed nothing yet, the handler does not let the order out.
        var window = (long)given.ReceiveWindow.TotalMilliseconds;
        var latest = _clock.TimestampOf(given) + window;
        var left = latest - _clock.TimestampOf(null) + SetBackMs - Math.Min(window / 3, SigningMaxMs);
        return new NetErrand(_client, call, (int)Math.Clamp(left, 1, WindowMaxMs), latest);
    }

    private static BinanceRestOptions Settings(BinanceOptions options)
    {
        var settings = new BinanceRestOptions
        {
            Environment = EnvironmentOf(options),
            AllowAppendingClientOrderId = false,
            AutoTimestamp = false,
            RateLimiterEnabled = false,
            CachingEnabled = false,
            OutputOriginalData = false,
            RequestTimeout = Timeout.InfiniteTimeSpan,
        };
        settings.UsdFuturesOptions.AutoTimestamp = false;
        settings.SpotOptions.AutoTimestamp = false;
        if (options.ApiKey is { IsEmpty: false } key && options.ApiSecret is { IsEmpty: false } secret)
        {
            settings.ApiCredentials = new BinanceCredentials(new CryptoExchange.Net.Authentication.HMACCredential(key.Reveal(), secret.Reveal()));
        }

        return settings;
    }

    private static BinanceEnvironment EnvironmentOf(BinanceOptions options)
    {
        var rest = options.RestUrl.Trim();
        var wallet = string.IsNullOrWhiteSpace(options.WalletUrl) ? rest : options.WalletUrl.Trim();
        return BinanceEnvironment.CreateCustom("Configured", wallet, rest, rest, null, rest, rest, rest, null, null, null);
    }
}
