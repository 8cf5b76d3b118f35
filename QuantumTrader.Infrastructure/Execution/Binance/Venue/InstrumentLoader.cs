using System.Text.Json;
using Microsoft.Extensions.Logging;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Infrastructure.Disk;

namespace QuantumTrader.Infrastructure.Execution.Binance.Venue;

/// <summary>
/// The rules of the traded symbols, from the venue or, where it cannot be asked, as they were last told: a restart while the venue is away
/// must still resume a stop.
/// </summary>
internal sealed class InstrumentLoader(VenueParts parts)
{
    private const string FileName = "binance.rules.json";
    private const int BytesMax = 4 * 1024 * 1024;
    private const int TriesMax = 10;
    private static readonly TimeSpan RetryEvery = TimeSpan.FromSeconds(2);
    private readonly ILogger _log = parts.Logs.CreateLogger<BinanceVenue>();

    /// <exception cref="VenueNotReadyException">See <see cref="BinanceVenue.LoadAsync"/>.</exception>
    public async Task<IReadOnlyList<Instrument>> LoadAsync(CancellationToken stopping)
    {
        for (var tries = 1; ; tries++)
        {
            var read = await parts.Exchange.GetInstrumentsAsync(stopping).ConfigureAwait(false);
            if (read.IsOk)
            {
                var traded = Traded(read.Value);
                Save(traded);
                return traded;
            }

            if (Kept() is { } kept && parts.Symbols.All(s => kept.Instruments.Any(i => i.Symbol == s)))
            {
                _log.RulesKept(read.Failure!, kept.SavedAtUtc);
                return Traded(kept.Instruments);
            }

            if (parts.Halts.Current is { IsOfKey: true } halt)
            {
                throw new VenueNotReadyException($"The venue at {parts.Options.RestUrl} does not take the API key for Exchange:Environment {parts.Environment}: {halt.Meaning} ({halt.Code} {halt.Text}). Correct it and start again.");
            }

            if (tries == TriesMax)
            {
                throw new VenueNotReadyException($"The venue at {parts.Options.RestUrl} does not tell the rules of its symbols, and none are kept from before: {read.Failure} Check Binance:RestUrl, the network and the key, and start again.");
            }

            await Task.Delay(RetryEvery, parts.Time, stopping).ConfigureAwait(false);
        }
    }

    private IReadOnlyList<Instrument> Traded(IReadOnlyList<Instrument> all)
    {
        var byName = all.ToDictionary(i => i.Symbol);
        return parts.Symbols.Where(s => !byName.ContainsKey(s)).ToArray() is { Length: > 0 } missing
            ? throw new VenueNotReadyException($"Market:Symbols names {string.Join(", ", missing.Select(s => s.Value))}, which the venue does not trade as a perpetual contract in {parts.Options.SettlementAsset}: correct the names.")
            : [.. parts.Symbols.Select(s => byName[s])];
    }

    private void Save(IReadOnlyList<Instrument> instruments)
    {
        try
        {
            parts.Disk.CreateDirectory(parts.Directory);
            DiskFile.Replace(parts.Disk, Path.Combine(parts.Directory, FileName), JsonSerializer.SerializeToUtf8Bytes(new KeptRules(parts.Time.GetUtcNow(), [.. instruments.Select(KeptRule.Of)]), KeptRulesJson.Default.KeptRules));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _log.RulesNotSaved(e.Message);
        }
    }

    private (DateTimeOffset SavedAtUtc, IReadOnlyList<Instrument> Instruments)? Kept()
    {
        var path = Path.Combine(parts.Directory, FileName);
        try
        {
            return parts.Disk.Exists(path) && JsonSerializer.Deserialize(DiskFile.ReadAll(parts.Disk, path, BytesMax), KeptRulesJson.Default.KeptRules) is { } kept
                ? (kept.SavedAtUtc, [.. kept.Rules.Select(r => r.ToInstrument())])
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or ArgumentException or InvalidDataException)
        {
            return null; // a damaged file is none
        }
    }
}
