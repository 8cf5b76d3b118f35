using System.Globalization;

namespace QuantumTrader.Infrastructure.Market;

/// <summary>
/// Remembers the close of the last step that the engine handled, so that a made or replayed market goes on where it was
/// instead of jumping. Not fsynced: after a power cut a few bars come again.
/// </summary>
public sealed class MarketCursorFile(string path)
{
    /// <summary>Null when there is none, or none that can be read: the market then begins anew.</summary>
    public DateTimeOffset? Read() =>
        File.Exists(path) && DateTimeOffset.TryParseExact(File.ReadAllText(path), "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) ? at : null;

    public async Task SaveAsync(DateTimeOffset closeUtc)
    {
        var beside = path + ".new";
        await File.WriteAllTextAsync(beside, closeUtc.ToString("O", CultureInfo.InvariantCulture));
        File.Move(beside, path, overwrite: true);
    }
}
