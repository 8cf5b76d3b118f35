using System.Security.Cryptography;
using System.Text;
using QuantumTrader.Web.Api.Problems;

namespace QuantumTrader.Web.Api.Requests;

/// <summary>What makes a repeated request the same request.</summary>
/// <param name="Text">The client's; null when it sent none.</param>
/// <param name="RequestHash">Of method, path and body.</param>
internal readonly record struct IdempotencyKey(string? Text, string RequestHash)
{
    public const string Header = "Idempotency-Key";
    public const string ReplayedHeader = "Idempotency-Replayed";
    public const int LengthMax = 128;

    public static (IdempotencyKey Key, ApiAnswer? Problem) Read(HttpRequest request, byte[] body)
    {
        var values = request.Headers[Header];
        if (values.Count == 0)
        {
            return (new(null, ""), null);
        }

        var isGood = values is [{ Length: > 0 and <= LengthMax } text] && text.AsSpan().IndexOfAnyExceptInRange('!', '~') < 0;
        return isGood
            ? (new(values[0], HashOf(request, body)), null)
            : (default, ApiProblems.Of(ProblemKind.HeaderInvalid, $"{Header} must be one word of 1 to {LengthMax} visible ASCII characters."));
    }

    private static string HashOf(HttpRequest request, byte[] body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Method} {request.Path.Value}\n"));
        hash.AppendData(body);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
