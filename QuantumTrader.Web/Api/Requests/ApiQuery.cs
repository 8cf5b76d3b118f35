using System.Globalization;
using QuantumTrader.Web.Api.Problems;

namespace QuantumTrader.Web.Api.Requests;

/// <summary>The query, read strictly: what is not known or not in its range is refused and named, never ignored.</summary>
internal sealed class ApiQuery(HttpRequest request)
{
    private readonly HashSet<string> _known = new(StringComparer.Ordinal); // a handful

    /// <summary>The first thing that is wrong; null when nothing is. Ask after everything was read.</summary>
    public ApiAnswer? Problem => _problem ?? Unknown();

    private ApiAnswer? _problem;

    public long Whole(string name, long otherwise, long min, long max)
    {
        _known.Add(name);
        if (!request.Query.TryGetValue(name, out var values))
        {
            return otherwise;
        }

        if (values.Count == 1 && long.TryParse(values[0], NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max)
        {
            return value;
        }

        Wrong(name, string.Create(CultureInfo.InvariantCulture, $"'{name}' must be one whole number from {min} to {max}."));
        return otherwise;
    }

    /// <param name="choices">The first is taken when there is none.</param>
    public string Choice(string name, params string[] choices)
    {
        _known.Add(name);
        if (!request.Query.TryGetValue(name, out var values))
        {
            return choices[0];
        }

        if (values.Count == 1 && choices.Contains(values[0], StringComparer.Ordinal))
        {
            return values[0]!;
        }

        Wrong(name, $"'{name}' must be {string.Join(" or ", choices)}.");
        return choices[0];
    }

    private ApiAnswer? Unknown()
    {
        var strange = request.Query.Keys.FirstOrDefault(key => !_known.Contains(key));
        return strange is null ? null : ApiProblems.Of(ProblemKind.QueryInvalid, _known.Count == 0 ? "This takes no query." : $"The query takes only {string.Join(", ", _known.Order(StringComparer.Ordinal))}.");
    }

    private void Wrong(string name, string detail) => _problem ??= ApiProblems.OfField(ProblemKind.QueryInvalid, name, detail);
}
