using QuantumTrader.Domain.Units;
using QuantumTrader.FakeVenue;
using QuantumTrader.Infrastructure.Execution.Binance;
using QuantumTrader.Integration.Venue;

namespace QuantumTrader.Integration.Execution.Binance;

/// <summary>Whether an engine's account is the venue's, asked by a hand of its own.</summary>
internal static class VenueComparison
{
    /// <summary>Empty when wallet, positions and fills are the same to the last digit, and every fill of a trade is a fill of the venue, once.</summary>
    public static async Task<string> DifferenceAsync(EngineOnVenue engine, VenueClient hand, FakeVenueHost venue)
    {
        var fills = await FillsAsync(hand, venue);
        var wallet = (await hand.GetAsync("/fapi/v2/balance")).Json.EnumerateArray().Where(b => b.GetProperty("asset").GetString() == "USDT").Sum(b => VenueReply.NumberOf(b.GetProperty("balance")));
        var positions = (await hand.GetAsync("/fapi/v2/positionRisk")).Json.EnumerateArray()
            .Select(p => (Symbol: p.GetProperty("symbol").GetString()!, Amount: VenueReply.NumberOf(p.GetProperty("positionAmt")))).Where(p => p.Amount != 0m).Order().ToArray();
        var (ledger, held, counted) = await engine.LookAsync(e => (
            e.Ledger.Wallet.Value,
            e.Ledger.Legs.Where(l => !l.IsFlat).Select(l => (l.Symbol.Value, l.SignedQuantity)).Order().ToArray(),
            e.Book.Open.Concat(e.Book.Recent).SelectMany(t => t.FillIds.Select(id => (t.Symbol.Value, id))).Order().ToArray()));
        return ledger != wallet ? $"wallet {ledger} and not {wallet}"
            : !held.SequenceEqual(positions) ? $"positions {string.Join(' ', held)} and not {string.Join(' ', positions)}"
            : !counted.SequenceEqual(fills) ? $"fills {string.Join(' ', counted.Except(fills))} too many, {string.Join(' ', fills.Except(counted))} missing, {counted.Length} and {fills.Count}"
            : "";
    }

    public static async Task<List<(string, long)>> FillsAsync(VenueClient hand, FakeVenueHost venue)
    {
        var fills = new List<(string, long)>();
        foreach (var symbol in venue.Venue.Options.Symbols.Select(s => s.Symbol))
        {
            var trades = await hand.GetAsync("/fapi/v1/userTrades", $"symbol={symbol}&limit=1000");
            fills.AddRange(trades.Json.EnumerateArray().Select(t => (symbol, VenueFillIds.Of(Symbol.Create(symbol), t.GetProperty("id").GetInt64(), t.GetProperty("time").GetInt64()))));
        }

        return [.. fills.Order()];
    }
}
