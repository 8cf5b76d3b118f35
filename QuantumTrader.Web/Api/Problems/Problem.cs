namespace QuantumTrader.Web.Api.Problems;

/// <summary>Why a request was not done, as <c>application/problem+json</c> (RFC 9457).</summary>
/// <param name="Type">Names the kind of problem; a path of the description.</param>
/// <param name="Title">The same for every problem with this code.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">Stable, upper case, for machines.</param>
/// <param name="Detail">One or two sentences for people: what is wrong, and what to do.</param>
/// <param name="Errors">What is wrong with which field; missing when it is not about fields.</param>
public sealed record Problem(string Type, string Title, int Status, string Code, string Detail, IReadOnlyDictionary<string, string[]>? Errors = null);
