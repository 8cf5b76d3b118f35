using System.Globalization;
using System.Text.Json;

namespace QuantumTrader.Integration.Venue;

public sealed record VenueReply(int Status, string Text, JsonElement Json, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>The venue's error code; 0 when the answer has none.</summary>
    public int Code => Json.ValueKind == JsonValueKind.Object && Json.TryGetProperty("code", out var code) ? code.GetInt32() : 0;

    public string Word(string name) => Json.GetProperty(name).GetString()!;

    public long Long(string name) => Json.GetProperty(name).GetInt64();

    public decimal Number(string name) => NumberOf(Json.GetProperty(name));

    public static decimal NumberOf(JsonElement value) => decimal.Parse(value.ToString(), CultureInfo.InvariantCulture);
}
