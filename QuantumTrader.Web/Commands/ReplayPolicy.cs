using System.Diagnostics.CodeAnalysis;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Web.Engine.Replay;

namespace QuantumTrader.Web.Commands;

/// <summary><c>--policy</c> of a replay: the default one, or the one of the data directory.</summary>
internal static class ReplayPolicy
{
    public static bool TryGive(Arguments parsed, IConfiguration configuration, ref ReplayRequest request, [NotNullWhen(false)] out string? error)
    {
        error = null;
        switch (parsed.Value("policy"))
        {
            case null or "default":
                return true;
            case "current":
                return TryCurrent(configuration, AppConfiguration.DataDirectory(configuration, parsed.Value("data")), ref request, out error);
            case var other:
                error = $"--policy {other} is neither current nor default.";
                return false;
        }
    }

    private static bool TryCurrent(IConfiguration configuration, string directory, ref ReplayRequest request, [NotNullWhen(false)] out string? error)
    {
        error = null;
        try
        {
            if (CurrentPolicy.ReadAsync(configuration, directory).GetAwaiter().GetResult() is { } policy)
            {
                request = request with { Policy = policy };
                return true;
            }

            error = $"{directory} has no policy: start the app on it once, or leave --policy out for the default one.";
        }
        catch (Exception e) when (e is PolicyUnavailableException or InvalidDataException or IOException or UnauthorizedAccessException)
        {
            error = e.Message;
        }

        return false;
    }
}
