namespace QuantumTrader.Unit.Execution.Binance;

/// <summary>What the scripted venue says to one request.</summary>
/// <param name="Status">0: nothing, until the caller gives up; -1: the connection breaks; -2: it is gone right after it was made, which the runtime tells in its own way.</param>
internal sealed record WireAnswer(int Status, string Body, params (string Name, string Value)[] Headers)
{
    public static readonly WireAnswer Silence = new(0, "");
    public static readonly WireAnswer Cut = new(-1, "");
    public static readonly WireAnswer Gone = new(-2, "");

    public static WireAnswer Ok(string body, params (string, string)[] headers) => new(200, body, headers);

    public static WireAnswer Refused(int code, string text = "no", int status = 400) => new(status, $$"""{"code":{{code}},"msg":"{{text}}"}""");
}
