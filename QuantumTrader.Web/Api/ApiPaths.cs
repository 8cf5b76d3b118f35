namespace QuantumTrader.Web.Api;

/// <summary>Where the API is.</summary>
public static class ApiPaths
{
    public const string Root = "/api/v1";
    public const string Docs = "/api/docs";
    public const string Ess = Root + "/ess";
    public const string Activate = Ess + "/activate";
    public const string Preview = Ess + "/preview";
    public const string Drill = Ess + "/drill";
    public const string Reset = Ess + "/reset";
    public const string Annul = Ess + "/annul";

    /// <summary>The description of the API, of its first version.</summary>
    public const string Document = Root + "/openapi.json";
}
