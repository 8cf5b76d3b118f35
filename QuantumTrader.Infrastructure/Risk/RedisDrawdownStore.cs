using System.Globalization;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Policy;
using QuantumTrader.Infrastructure.Redis;
using StackExchange.Redis;

namespace QuantumTrader.Infrastructure.Risk;

/// <summary>The drawdown peak and the day's opening equity in Redis, for the process that leads next. Written whole by one script that compares the epoch first.</summary>
public sealed class RedisDrawdownStore(RedisLink link, ILease lease) : IDrawdownStore
{
    /// <summary>KEYS: epoch, drawdown. ARGV: epoch, peak, day, opening equity (each empty when there is none).</summary>
    private static readonly StoreScript Replace = new("""
        local refused = fence(KEYS[1], ARGV[1])
        if refused then return refused end
        redis.call('HSET', KEYS[2], 'epoch', ARGV[1], 'peak', ARGV[2], 'day', ARGV[3], 'open', ARGV[4])
        return {'OK'}
        """);

    public async Task<DrawdownState?> ReadAsync(CancellationToken stopping)
    {
        stopping.ThrowIfCancellationRequested();
        try
        {
            var fields = await link.Database.HashGetAsync(link.Keys.Drawdown, ["peak", "day", "open"]);
            return fields.All(f => f.IsNull) ? null : new DrawdownState(Amount("peak", fields[0]), Day(fields[1]), Amount("open", fields[2]));
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
                [lease.Epoch, Text(state.Peak?.Value), state.DayUtc?.ToString("O", CultureInfo.InvariantCulture) ?? "", Text(state.DayOpenEquity?.Value)]);
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

    private static Usd? Amount(string field, RedisValue text) =>
        text.IsNullOrEmpty ? null
        : decimal.TryParse((string?)text, NumberStyles.Number, CultureInfo.InvariantCulture, out var amount) ? new Usd(amount)
        : throw new FormatException($"'{text}' in field {field} is not an amount. Correct it, or delete the key: the local peak then counts.");

    private static DateOnly? Day(RedisValue text) =>
        text.IsNullOrEmpty ? null
        : DateOnly.TryParseExact((string?)text, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : throw new FormatException($"'{text}' in field day is not a day. Correct it, or delete the key: the local day then counts.");
}
