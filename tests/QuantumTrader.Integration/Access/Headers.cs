namespace QuantumTrader.Integration.Access;

/// <summary>What every answer of the app carries.</summary>
internal static class Headers
{
    private static readonly (string Name, string Value)[] Exact =
    [
        ("X-Content-Type-Options", "nosniff"), ("X-Frame-Options", "DENY"), ("Referrer-Policy", "same-origin"), ("Cross-Origin-Opener-Policy", "same-origin"), ("Server", ""),
    ];

    /// <summary>What is missing or weaker, one line each; empty when all is well.</summary>
    public static IEnumerable<string> Faults(HttpResponseMessage answer)
    {
        foreach (var (name, value) in Exact.Where(e => ValueOf(answer, e.Name) != e.Value))
        {
            yield return $"{name} is '{ValueOf(answer, name)}', not '{value}'";
        }

        var policy = ValueOf(answer, "Content-Security-Policy");
        foreach (var part in new[] { "default-src 'none'", "frame-ancestors 'none'" }.Where(p => !policy.Contains(p, StringComparison.Ordinal)))
        {
            yield return $"the policy '{policy}' lacks {part}";
        }

        if (policy.Contains("unsafe-eval", StringComparison.Ordinal))
        {
            yield return "the policy allows unsafe-eval";
        }
    }

    private static string ValueOf(HttpResponseMessage answer, string name) => string.Join(", ", answer.Headers.TryGetValues(name, out var values) ? values : []);
}
