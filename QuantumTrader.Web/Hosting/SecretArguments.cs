using QuantumTrader.Infrastructure.Alerts;
using QuantumTrader.Infrastructure.Execution.Binance;
using QuantumTrader.Infrastructure.Identity;
using QuantumTrader.Infrastructure.Redis;

namespace QuantumTrader.Web.Hosting;

/// <summary>Settings that are secrets are not taken from the command line, which stands in the list of processes and in the shell's history.</summary>
internal static class SecretArguments
{
    private const string Why = "is not taken from the command line, which others read in the list of processes and in the shell's history.";

    private static readonly string[] VenueKeys = [$"{BinanceOptions.Section}:{nameof(BinanceOptions.ApiKey)}", $"{BinanceOptions.Section}:{nameof(BinanceOptions.ApiSecret)}"];
    private static readonly string[] Passwords = [$"{AlertsOptions.Section}:{nameof(AlertsOptions.WebhookSecret)}", $"{WebOptions.Section}:{nameof(WebOptions.KeyCertificatePassword)}"];
    private static readonly string[] Connections = [$"{RedisOptions.Section}:{nameof(RedisOptions.ConnectionString)}", $"{ConsoleOptions.Section}:{nameof(ConsoleOptions.ConnectionString)}"];

    /// <summary>Null when there is none; else which setting it is and where it may stand, never its value.</summary>
    public static string? Refusal(IReadOnlyList<string> args)
    {
        for (var i = 0; i < args.Count; i++)
        {
            var name = NameOf(args[i]);
            if (Find(VenueKeys, name) is { } venueKey)
            {
                return $"{venueKey} {Why} Run 'secrets set' and set Binance:UseSecretFile to true, or use the environment ({Variable(venueKey)}, or .env). What was given here is known to others: make a new key at the venue.";
            }

            // The address of a server without a password is no secret.
            if ((Find(Passwords, name) ?? (HasPassword(args[i]) || (i + 1 < args.Count && HasPassword(args[i + 1])) ? Find(Connections, name) : null)) is { } other)
            {
                return $"{other} {Why} Set it in the environment ({Variable(other)}) or in .env. What was given here is known to others: change it.";
            }
        }

        return null;
    }

    /// <summary>As the command line is read (<c>--Key=value</c>, <c>/Key value</c>, <c>Key=value</c>), and as people mistake it for the environment.</summary>
    private static string NameOf(string arg) => arg.TrimStart('-', '/').Split('=', 2)[0].Trim().Replace("__", ":", StringComparison.Ordinal);

    private static string? Find(string[] keys, string name) => keys.FirstOrDefault(key => key.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static bool HasPassword(string text) => text.Contains("password", StringComparison.OrdinalIgnoreCase) || text.Contains("pwd", StringComparison.OrdinalIgnoreCase);

    private static string Variable(string key) => key.Replace(":", "__", StringComparison.Ordinal);
}
