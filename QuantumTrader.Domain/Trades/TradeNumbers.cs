using System.Globalization;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Trades;

/// <summary>The highest trade number of each epoch. Bounded by the number of epochs, one for each start.</summary>
internal sealed class TradeNumbers
{
    private readonly Dictionary<long, long> _highest = [];

    public long Next(long epoch) => _highest[epoch] = _highest.GetValueOrDefault(epoch) + 1;

    /// <summary>Ids of another form than <c>epoch-number</c> take part in nothing.</summary>
    public void Seen(TradeId id)
    {
        var text = id.Value.AsSpan();
        var dash = text.IndexOf('-');
        if (dash > 0
            && long.TryParse(text[..dash], NumberStyles.None, CultureInfo.InvariantCulture, out var epoch)
            && long.TryParse(text[(dash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number > _highest.GetValueOrDefault(epoch))
        {
            _highest[epoch] = number;
        }
    }
}
