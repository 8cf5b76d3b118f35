using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Signals;
using QuantumTrader.Domain.Sizing;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Web.Engine.Replay;

/// <summary>Counts what happens in a replay, as a subscriber of its events; keeps sums, never lists.</summary>
public sealed class ReplayTally
{
    private readonly SortedDictionary<string, long> _denials = new(StringComparer.Ordinal);

    public long Signals { get; private set; }

    public long Trades { get; private set; }

    public long Wins { get; private set; }

    public Usd PnlGross { get; private set; }

    public Usd Fees { get; private set; }

    public Usd Funding { get; private set; }

    public long SizingDecisions { get; private set; }

    public long SizingFallbacks { get; private set; }

    public long EmergencyStops { get; private set; }

    public long Resets { get; private set; }

    public IReadOnlyDictionary<string, long> Denials => _denials;

    public void OnEvent(JournaledEvent journaled)
    {
        switch (journaled.Event)
        {
            case SignalGenerated:
                Signals++;
                break;
            case SizingDecided sizing:
                SizingDecisions++;
                SizingFallbacks += sizing.IsFallback ? 1 : 0;
                break;
            case TradeClosed closed:
                OnClosed(closed);
                break;
            case OrderDenied denied:
                foreach (var code in denied.Codes)
                {
                    _denials[code] = _denials.GetValueOrDefault(code) + 1;
                }

                break;
            case EmergencyStopped:
                EmergencyStops++;
                break;
            case EmergencyReset:
                Resets++;
                break;
        }
    }

    private void OnClosed(TradeClosed closed)
    {
        Trades++;
        Wins += closed.NetPnl > Usd.Zero ? 1 : 0;
        PnlGross += closed.GrossPnl;
        Fees += closed.Fees;
        Funding += closed.Funding;
    }
}
