namespace QuantumTrader.FakeVenue;

/// <summary>An HTTP answer before it is sent.</summary>
public sealed record RestAnswer(int Status, byte[] Body)
{
    public string ContentType { get; init; } = "application/json;charset=UTF-8";

    public int? RetryAfterSeconds { get; init; }

    public static RestAnswer Ok(byte[] body) => new(200, body);

    /// <summary>{"code":200,"msg":...}: a code that is no error.</summary>
    public static RestAnswer Done(string text) => Error(200, 200, text);

    public static RestAnswer Error(int status, int code, string text) =>
        new(status, VenueJson.Object(w =>
        {
            w.WriteNumber("code", code);
            w.WriteString("msg", text);
        }));
}
