namespace QuantumTrader.Web.Ui.Deeds;

/// <summary>The fresh proof that somebody types. Kept no longer than it takes to check it.</summary>
public sealed class StepUpForm
{
    public const int LengthMax = 128;

    public string? Password { get; set; }
    public string? Code { get; set; }

    /// <summary>A second factor is enrolled, so the code is needed too.</summary>
    public bool HasTotp { get; set; }

    public IReadOnlyList<string> Missing()
    {
        var missing = new List<string>();
        if (string.IsNullOrEmpty(Password))
        {
            missing.Add("type your password");
        }

        if (HasTotp && string.IsNullOrWhiteSpace(Code))
        {
            missing.Add("type the code of your app");
        }

        return missing;
    }

    public void Forget() => (Password, Code) = (null, null);

    /// <summary>Without the secrets.</summary>
    public override string ToString() => "a fresh proof";
}
