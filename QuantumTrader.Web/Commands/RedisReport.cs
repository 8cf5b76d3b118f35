using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace QuantumTrader.Web.Commands;

/// <param name="Policy">What became of the policy, in words; null when it was not looked at.</param>
/// <param name="Done">What was claimed, in words; null when nothing was.</param>
internal sealed record RedisReport(RedisFindings Found, string? Done, string? Policy = null)
{
    public void Print(bool json)
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(this, RedisJson.Default.RedisReport));
            return;
        }

        Console.WriteLine($"data      {Found.DataDirectory}");
        Console.WriteLine($"account   {Found.Account}");
        Console.WriteLine($"remembers {Found.OwnerRemembered ?? "no database"}");
        Console.WriteLine($"database  {OwnerText()}, {Found.Keys?.ToString("#,0", CultureInfo.InvariantCulture) ?? "an unknown number of"} keys");
        Console.WriteLine($"state     {StateText()}");
        foreach (var warning in Found.Warnings)
        {
            Console.WriteLine($"warning   {warning}");
        }

        if (Done is not null)
        {
            Console.WriteLine($"done      {Done}");
        }

        if (Policy is not null)
        {
            Console.WriteLine($"policy    {Policy}");
        }
    }

    private string OwnerText() => Found.OwnerInStore is { } owner ? $"owned by {owner}" : Found.Keys is null ? "owner unknown" : "owned by nobody";

    private string StateText() => Found.State switch
    {
        "ready" => string.Create(CultureInfo.InvariantCulture, $"ready ({Found.LatencyMs:0.0} ms)"),
        "new" => "empty and new: the next start takes it",
        _ => $"{Found.State}: {Found.Cause}",
    };
}

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(RedisReport))]
internal sealed partial class RedisJson : JsonSerializerContext;
