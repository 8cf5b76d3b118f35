using System.Globalization;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Policy;
using QuantumTrader.Infrastructure.Redis;
using StackExchange.Redis;

namespace QuantumTrader.Infrastructure.Risk;

/// <summary>The drawdown peaks, its trip and the day's opening equity in Redis, for the process that leads next. Written whole by one script that compares the epoch first.</summary>
public sealed class RedisDrawdownStore(RedisLink link, ILease lease) : IDrawdownStore
{
    /// <summary>KEYS: epoch, drawdown. ARGV: epoch, then a name and a value of each field (empty when there is none).</summary>
    private static readonly StoreScript Replace = new("""
        local refused = fence(KEYS[1], ARGV[1])
        if refused then return refused end
        redis.call('HSET', KEYS[2], 'epoch', ARGV[1], unpack(ARGV, 2))
        return {'OK'}
        """);

    public async Task<DrawdownState?> ReadAsync(CancellationToken stopping)
    {
        stopping.ThrowIfCancellationRequested();
        try
        {
            var fields = await link.Database.HashGetAsync(link.Keys.Drawdown, ["peak", "day", "open", "all_time_peak", "tripped", "cleared", "limit_on", "stop_on", "transfers_since", "transfers"]);
            return fields.All(f => f.IsNull) ? null : new DrawdownState(Amount("peak", fields[0]), Day("day", fields[1]), Amount("open", fields[2]))
            {
                AllTimePeak = Amount("all_time_peak", fields[3]),
                TrippedAtUtc = Time("tripped", fields[4]),
                ClearedAtUtc = Time("cleared", fields[5]),
                DailyLimitOn = Day("limit_on", fields[6]),
                DailyStopOn = Day("stop_on", fields[7]),
                TransfersSinceUtc = Time("transfers_since", fields[8]),
                Transfers = Amount("transfers", fields[9]) ?? Usd.Zero,
            };
        }
        catch (Exception e) when (RedisLink.IsAway(e) || e is FormatException)
        {
            throw new DrawdownStoreUnavailableException($"The drawdown peak in {link.Keys.Drawdown} could not be read: {(e is FormatException ? e.Message : link.Describe(e))}", e);
        }
    }

    public async Task WriteAsync(DrawdownState state, CancellationToken stopping)
    {
        ArgumentNullException.ThrowIfNull(state);
        stopping.ThrowIfCancellationRequested();
        StoreAnswer answer;
        try
        {
            answer = await Replace.RunAsync(link, [link.Keys.Epoch, link.Keys.Drawdown],
                [
                    lease.Epoch,
                    "peak", Text(state.Peak?.Value),
                    "day", Text(state.DayUtc),
                    "open", Text(state.DayOpenEquity?.Value),
                    "all_time_peak", Text(state.AllTimePeak?.Value),
                    "tripped", Text(state.TrippedAtUtc),
                    "cleared", Text(state.ClearedAtUtc),
                    "limit_on", Text(state.DailyLimitOn),
                    "stop_on", Text(state.DailyStopOn),
                    "transfers_since", Text(state.TransfersSinceUtc),
                    "transfers", Text(state.Transfers.Value),
                ]);
        }
        catch (Exception e) when (RedisLink.IsAway(e))
        {
            throw new DrawdownStoreUnavailableException($"The drawdown peak in {link.Keys.Drawdown} could not be stored: {link.Describe(e)}", e);
        }

        if (answer.Word != "OK")
        {
            throw new DrawdownStoreUnavailableException($"The drawdown peak in {link.Keys.Drawdown} was not stored: another process leads, or nobody does ({answer.Word} {answer.Text(0)}, this process has epoch {lease.Epoch}).");
        }
    }

    private static string Text(decimal? amount) => amount?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static string Text(DateOnly? day) => day?.ToString("O", CultureInfo.InvariantCulture) ?? "";

    private static string Text(DateTimeOffset? time) => time?.ToString("O", CultureInfo.InvariantCulture) ?? "";

    private static DateTimeOffset? Time(string field, RedisValue text) =>
        text.IsNullOrEmpty ? null
        : DateTimeOffset.TryParseExact((string?)text, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time
        : throw new FormatException($"'{text}' in field {field} is not a time. Correct it, or delete the key: what is known locally then counts.");

    private static Usd? Amount(string field, RedisValue text) =>
        text.IsNullOrEmpty ? null
        : decimal.TryParse((string?)text, NumberStyles.Number, CultureInfo.InvariantCulture, out var amount) ? new Usd(amount)
        : throw new FormatException($"'{text}' in field {field} is not an amount. Correct it, or delete the key: the local peak then counts.");

    private static DateOnly? Day(string field, RedisValue text) =>
        text.IsNullOrEmpty ? null
        : DateOnly.TryParseExact((string?)text, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : throw new FormatException($"'{text}' in field {field} is not a day. Correct it, or delete the key: the local day then counts.");
}
