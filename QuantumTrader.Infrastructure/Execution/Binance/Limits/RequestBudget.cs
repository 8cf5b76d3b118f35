using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using QuantumTrader.Infrastructure.Execution.Binance.Api;
using QuantumTrader.Infrastructure.Execution.Binance.Http;

namespace QuantumTrader.Infrastructure.Execution.Binance.Limits;

/// <summary>
/// How much the venue still lets us ask and send. What is kept in reserve goes to cancels, closes and the readings of a stop, and no count
/// of the venue's takes it away; a refusal for asking too much silences everything until the time that the venue named, over restarts too.
/// Safe from any thread.
/// </summary>
public sealed class RequestBudget
{
    private static readonly TimeSpan OrdersPause = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly LimitWindow _weight;
    private readonly LimitWindow _shortOrders;
    private readonly LimitWindow _longOrders;
    private readonly Dictionary<string, int> _weights;
    private readonly ServerClock _clock;
    private readonly TimeSpan _ratePause;
    private readonly BanFile? _file;
    private readonly ILogger _log;
    private DateTimeOffset _quietUntil;
    private DateTimeOffset _noOrdersUntil;
    private bool _isBanned;
    private long _refused;

    /// <param name="options">Checked.</param>
    /// <param name="clock">The venue's windows follow its own clock.</param>
    /// <param name="file">Null keeps a ban in memory alone.</param>
    /// <param name="log">Null logs nothing.</param>
    /// <exception cref="IOException">A ban may be stored and cannot be read.</exception>
    public RequestBudget(BinanceOptions options, ServerClock clock, BanFile? file, ILogger<RequestBudget>? log = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        var ordinary = 1m - options.Reserve;
        _weight = new(TimeSpan.FromMinutes(1), options.WeightPerMinute, ordinary);
        _shortOrders = new(TimeSpan.FromSeconds(10), options.OrdersPerTenSeconds, ordinary);
        _longOrders = new(TimeSpan.FromMinutes(1), options.OrdersPerMinute, ordinary);
        (_clock, _file, _log) = (clock, file, log ?? NullLogger<RequestBudget>.Instance);
        (_ratePause, _weights) = (options.RatePause, options.Weights);
        if (file?.Read(clock.UtcNow) is { } until)
        {
            (_quietUntil, _isBanned) = (until, true);
            _log.BanRemembered(until);
        }
    }

    public BudgetHealth Health
    {
        get
        {
            lock (_gate)
            {
                var now = Roll(out _);
                var isQuiet = _quietUntil > now;
                return new(_weight.Used, _weight.Limit, _shortOrders.Used, _longOrders.Used, _longOrders.Limit, isQuiet ? _quietUntil : null, isQuiet && _isBanned, _refused);
            }
        }
    }

    /// <summary>A stop is on its way to flat: its readings may use the reserve. Asked on any thread.</summary>
    public Func<bool> IsStopping { private get; set; } = () => false;

    internal bool IsForSafety(BinanceEndpoint endpoint) =>
        endpoint.Turn == CallTurn.Safety || (endpoint.Turn == CallTurn.StopReading && IsStopping());

    /// <summary>Zero: the call is counted and may go. Else how long it would have to wait, and nothing is counted.</summary>
    internal TimeSpan TryTake(BinanceEndpoint endpoint, int weight, bool isOrder, out BudgetTicket ticket)
    {
        var cost = _weights.TryGetValue(endpoint.Name, out var configured) ? configured : weight;
        lock (_gate)
        {
            var now = Roll(out ticket);
            var wait = WaitOf(now, cost, isOrder, IsForSafety(endpoint));
            if (wait > TimeSpan.Zero)
            {
                return wait;
            }

            _weight.Take(cost);
            if (isOrder)
            {
                _shortOrders.Take(1);
                _longOrders.Take(1);
            }

            return TimeSpan.Zero;
        }
    }

    /// <summary>A call was given up unsent.</summary>
    internal void Refused() => Interlocked.Increment(ref _refused);

    /// <summary>What the venue counted; -1 where it told nothing.</summary>
    internal void Adopt(BudgetTicket ticket, int weight, int ordersShort, int ordersLong)
    {
        lock (_gate)
        {
            Roll(out _);
            _weight.Adopt(weight, ticket.Weight);
            _shortOrders.Adopt(ordersShort, ticket.Short);
            _longOrders.Adopt(ordersLong, ticket.Long);
        }
    }

    /// <summary>The venue's own limits, as it lists them.</summary>
    public void AdoptLimits(IReadOnlyList<BinanceRateLimit> limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        lock (_gate)
        {
            foreach (var limit in limits)
            {
                WindowOf(limit)?.AdoptLimit(limit.Limit);
            }
        }
    }

    /// <summary>Nothing more may be sent: 429, 418 or -1003.</summary>
    /// <param name="retryAfter">What the venue asked for.</param>
    /// <param name="untilUtc">What its words named.</param>
    /// <param name="isBan">It is kept over restarts.</param>
    internal void BeQuiet(TimeSpan? retryAfter, DateTimeOffset? untilUtc, bool isBan)
    {
        DateTimeOffset until;
        lock (_gate)
        {
            var now = _clock.UtcNow;
            var pause = retryAfter is { } asked && asked > TimeSpan.Zero ? asked : isBan ? BanFile.Shortest : _ratePause;
            until = Later(now + (pause < BanFile.Longest ? pause : BanFile.Longest), untilUtc);
            until = until < now + BanFile.Longest ? until : now + BanFile.Longest;
            if (!(until > _quietUntil))
            {
                return;
            }

            _isBanned |= isBan;
            _quietUntil = until;
        }

        _log.ToldToBeQuiet(until, isBan);
        if (isBan)
        {
            Keep(until);
        }
    }

    /// <summary>-1015: too many orders. Questions and cancels go on.</summary>
    internal void TooManyOrders(TimeSpan? retryAfter)
    {
        lock (_gate)
        {
            var until = _clock.UtcNow + (retryAfter is { } asked && asked > TimeSpan.Zero && asked < TimeSpan.FromMinutes(1) ? asked : OrdersPause);
            _noOrdersUntil = until > _noOrdersUntil ? until : _noOrdersUntil;
        }
    }

    private TimeSpan WaitOf(DateTimeOffset now, int weight, bool isOrder, bool isForSafety)
    {
        var wait = _quietUntil > now ? _quietUntil - now : TimeSpan.Zero;
        if (!_weight.HasRoom(weight, isForSafety) && weight > 0) wait = Longer(wait, _weight.UntilNext(now));
        if (!isOrder) return wait;
        if (_noOrdersUntil > now) wait = Longer(wait, _noOrdersUntil - now);
        if (!_shortOrders.HasRoom(1, isForSafety)) wait = Longer(wait, _shortOrders.UntilNext(now));
        return _longOrders.HasRoom(1, isForSafety) ? wait : Longer(wait, _longOrders.UntilNext(now));
    }

    private DateTimeOffset Roll(out BudgetTicket ticket)
    {
        var now = _clock.UtcNow;
        ticket = new(_weight.Roll(now), _shortOrders.Roll(now), _longOrders.Roll(now));
        if (_quietUntil <= now) _isBanned = false;
        return now;
    }

    private LimitWindow? WindowOf(BinanceRateLimit limit) => (limit.RateLimitType, limit.Interval, limit.IntervalNum) switch
    {
        ("REQUEST_WEIGHT", "MINUTE", 1) => _weight,
        ("ORDERS", "SECOND", 10) => _shortOrders,
        ("ORDERS", "MINUTE", 1) => _longOrders,
        _ => null,
    };

    private void Keep(DateTimeOffset until)
    {
        try
        {
            _file?.Write(until);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _log.BanNotKept(e.Message);
        }
    }

    private static TimeSpan Longer(TimeSpan a, TimeSpan b) => a > b ? a : b;

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset? b) => b is { } other && other > a ? other : a;
}
