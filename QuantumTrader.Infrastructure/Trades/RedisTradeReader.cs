using System.Globalization;
using System.Text.Json;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Policy;
using QuantumTrader.Infrastructure.Redis;
using StackExchange.Redis;

namespace QuantumTrader.Infrastructure.Trades;

/// <summary>Makes trades of what the scripts answer. What cannot be read is an error that names the trade, never left out.</summary>
internal sealed class RedisTradeReader(RedisKeys keys, string journalId)
{
    /// <summary>Null when there is no such trade.</summary>
    public TradeState? ReadOne(RedisResult row) => (string?)row[1] == "GONE" ? null : Read(row);

    public IEnumerable<TradeState> ReadAll(StoreAnswer answer, string index)
    {
        for (var i = 0; i < answer.Count; i++)
        {
            var row = answer[i];
            if ((string?)row[1] == "GONE")
            {
                throw new TradeStoreUnavailableException($"{index} names trade {(string?)row[0]}, but {keys.Trade((string?)row[0] ?? "")} is gone. {Remedy((string?)row[0] ?? "")}");
            }

            yield return Read(row);
        }
    }

    /// <summary>For a key whose fields are not what this program writes.</summary>
    public TradeStoreUnavailableException Damaged(string key) => key.StartsWith(keys.Trade(""), StringComparison.Ordinal)
        ? Damaged(key[keys.Trade("").Length..], "its fields are not those of a trade", null)
        : new($"{key} in the shared store is not a whole number. Set it right by hand, or restore the store from a copy.");

    private TradeState Read(RedisResult row)
    {
        var id = (string?)row[0] ?? "";
        if ((string?)row[1] != "FOUND")
        {
            throw Damaged(id, (string?)row[2] ?? "", null);
        }

        try
        {
            var state = TradeStateJson.Read((string?)row[4] ?? "");
            return state.TradeId == TradeId.Create(id) && state.LastSequence.ToString(CultureInfo.InvariantCulture) == (string?)row[3]
                ? state with { JournalId = (string?)row[2] ?? "" }
                : throw new JsonException($"its state is that of trade {state.TradeId} at sequence {state.LastSequence}, not {(string?)row[3]}.");
        }
        catch (Exception e) when (e is JsonException or FormatException or ArgumentException or InvalidOperationException or NotSupportedException)
        {
            throw Damaged(id, e.Message.ReplaceLineEndings(" "), e);
        }
    }

    private TradeStoreUnavailableException Damaged(string id, string why, Exception? inner) =>
        new($"{keys.Trade(id)} cannot be read as trade {id}; it is damaged or from a newer program: {why} {Remedy(id)}", inner);

    private string Remedy(string id) =>
        $"Update the program, or stop it and have the trade rebuilt from the journal at the next start: DEL {keys.Trade(id)}, SREM {keys.TradesOpen} {id}, ZREM {keys.TradesClosed} {id}, HDEL {keys.TradesCheckpoint} {journalId}.";
}
