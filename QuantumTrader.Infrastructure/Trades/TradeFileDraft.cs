using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Infrastructure.Trades;

/// <summary>The next content of the single file, made from the durable one.</summary>
internal sealed class TradeFileDraft(TradeFileContent from, string journalId)
{
    private readonly Dictionary<TradeId, TradeState> _trades = new(from.Trades);
    private readonly Dictionary<string, long> _checkpoints = new(from.Checkpoints);

    /// <summary>False while the draft says the same as what it was made from.</summary>
    public bool IsChanged { get; private set; }

    public bool Save(TradeState trade)
    {
        var stamped = TradeStateOrder.Stamped(trade, journalId);
        if (_trades.TryGetValue(trade.TradeId, out var stored) && !TradeStateOrder.IsNewer(stamped, stored))
        {
            return false;
        }

        _trades[trade.TradeId] = stamped;
        return IsChanged = true;
    }

    public bool Delete(TradeId id)
    {
        var found = _trades.Remove(id);
        IsChanged |= found;
        return found;
    }

    public bool Checkpoint(long sequence)
    {
        if (sequence <= _checkpoints.GetValueOrDefault(journalId))
        {
            return false;
        }

        _checkpoints[journalId] = sequence;
        return IsChanged = true;
    }

    /// <param name="closedMax">Of the trades that are over, the newest of this number stay.</param>
    public TradeFileContent ToContent(int closedMax)
    {
        foreach (var trade in TradeStateOrder.Closed(_trades.Values, closedMax, int.MaxValue))
        {
            _trades.Remove(trade.TradeId);
        }

        return new TradeFileContent(from.Generation + 1, _checkpoints, _trades);
    }
}
