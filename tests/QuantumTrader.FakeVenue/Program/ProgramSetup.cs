using System.Security.Cryptography;
using QuantumTrader.Domain.Units;
using QuantumTrader.FakeVenue.Market;
using QuantumTrader.Infrastructure.Market;

namespace QuantumTrader.FakeVenue.Program;

/// <summary>Makes a venue's options of a command line.</summary>
internal static class ProgramSetup
{
    private const int WalkHistory = 500;
    private const int SecretLetters = 64;

    /// <exception cref="ProgramArgumentException">A symbol is none, or two files have the same one.</exception>
    /// <exception cref="KlineFileException">A file cannot be used.</exception>
    public static FakeVenueOptions ToVenue(ProgramOptions options)
    {
        var series = options.Files.Select(f => KlineFile.Read(f, new KlineReadOptions { Symbol = SymbolOf(options) })).ToList();
        if (series.GroupBy(s => s.Symbol).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new ProgramArgumentException($"--klines names two files of {twice.Key}: give one file per symbol.");
        }

        if (series.Select(s => s.Interval).Distinct().Count() > 1)
        {
            throw new ProgramArgumentException("--klines names files of different intervals: give files of one.");
        }

        return new FakeVenueOptions
        {
            Port = options.Port,
            Seed = options.Seed,
            BalanceStart = options.Balance,
            LatencyAdded = options.Latency,
            Keys = [KeyOf(options)],
            Symbols = series.Count > 0
                ? [.. series.Select(InstrumentCatalogue.Of)]
                : [.. InstrumentCatalogue.WellKnown, .. InstrumentCatalogue.Invented(options.Invented)],
            Feed = new FeedOptions
            {
                Path = series.Count > 0 ? PricePath.Files : PricePath.Walk,
                Series = series,
                Speed = options.Speed,
                HistoryBars = options.History ?? (series.Count > 0 ? 0 : WalkHistory),
            },
        };
    }

    private static Symbol? SymbolOf(ProgramOptions options)
    {
        if (options.Symbol is null)
        {
            return null;
        }

        return Symbol.TryCreate(options.Symbol, out var symbol)
            ? symbol
            : throw new ProgramArgumentException($"--symbol {options.Symbol} is no symbol: give one as BTCUSDT.");
    }

    private static VenueKey KeyOf(ProgramOptions options) => new(
        options.Key ?? RandomNumberGenerator.GetHexString(SecretLetters, lowercase: true),
        options.Secret ?? RandomNumberGenerator.GetHexString(SecretLetters, lowercase: true),
        VenueKey.Default.AccountId);
}
