using QuantumTrader.Domain.Alerts;
using QuantumTrader.Infrastructure.Alerts;

namespace QuantumTrader.Web.Alerts;

/// <summary>Looks once a second at every row of <see cref="AlertConditions"/>: raises what holds, and ends what has not held for a while.</summary>
internal sealed class AlertWatch(AlertBoard board, Func<AlertFacts> facts, IReadOnlyList<AlertCondition> conditions, TimeProvider time, ILogger<AlertWatch> log) : BackgroundService
{
    /// <summary>A state must be gone for this long before it counts as over: what flutters is one alert.</summary>
    public static readonly TimeSpan GoneFor = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private readonly Dictionary<(string Code, string Key), DateTimeOffset> _since = []; // holds, and is not told yet; bounded by what was seen at the last look
    private readonly Dictionary<(string Code, string Key), DateTimeOffset> _gone = []; // open, and not seen; bounded by the open alerts
    private readonly HashSet<string> _failing = new(StringComparer.Ordinal); // bounded by the rows

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            Look();
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    internal void Look()
    {
        AlertFacts now;
        try
        {
            now = facts();
        }
#pragma warning disable CA1031 // Nothing that goes wrong here may end the telling.
        catch (Exception e)
        {
            log.LookFailed("facts", e);
            return;
        }
#pragma warning restore CA1031

        var open = board.State.Open.Where(a => a.Ends == AlertEnd.WhenOver).ToLookup(a => a.Code, StringComparer.Ordinal);
        foreach (var condition in conditions)
        {
            if (SignsOf(condition, now) is { } signs)
            {
                Tell(condition, signs, now.NowUtc);
                End(condition, signs, open[condition.Kind.Code], now.NowUtc);
            }
        }
    }

    private IReadOnlyList<AlertSign>? SignsOf(AlertCondition condition, AlertFacts now)
    {
        try
        {
            var signs = condition.Look(now);
            _failing.Remove(condition.Kind.Code);
            return signs;
        }
#pragma warning disable CA1031 // One row that fails must not hide the others.
        catch (Exception e)
        {
            if (_failing.Add(condition.Kind.Code))
            {
                log.LookFailed(condition.Kind.Code, e);
            }

            return null;
        }
#pragma warning restore CA1031
    }

    private void Tell(AlertCondition condition, IReadOnlyList<AlertSign> signs, DateTimeOffset nowUtc)
    {
        var code = condition.Kind.Code;
        foreach (var (key, _) in _since.Where(p => p.Key.Code == code && signs.All(s => s.Key != p.Key.Key)).ToList())
        {
            _since.Remove(key);
        }

        foreach (var sign in signs)
        {
            _since.TryAdd((code, sign.Key), nowUtc);
            if (nowUtc - _since[(code, sign.Key)] >= condition.Lasts)
            {
                board.Observe(new AlertReport(condition.Kind, sign.Key, sign.Text, condition.Source, nowUtc) { Severity = sign.Severity, CorrelationId = sign.CorrelationId });
            }
        }
    }

    private void End(AlertCondition condition, IReadOnlyList<AlertSign> signs, IEnumerable<Alert> open, DateTimeOffset nowUtc)
    {
        foreach (var alert in open)
        {
            var key = (alert.Code, alert.Key);
            if (signs.Any(s => s.Key == alert.Key))
            {
                _gone.Remove(key);
            }
            else if (!_gone.TryAdd(key, nowUtc) && nowUtc - _gone[key] >= GoneFor)
            {
                _gone.Remove(key);
                board.Resolve(condition.Kind, alert.Key, nowUtc);
            }
        }
    }
}
